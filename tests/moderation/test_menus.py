"""What stands in the menus of Wagtail's editors and lists: one way off the site, one word for it, and no cancelling unasked."""

import re

import pytest
from django.urls import reverse
from wagtail.models import Page

from portal.core.models import AuditEntry
from portal.moderation.admin_views.cancelling import cancel_url
from portal.moderation.admin_views.removal_hooks import take_down_url
from portal.moderation.models import TakeDown
from tests.factories.every_kind import EVERYTHING
from tests.factories.moderation import report
from tests.factories.people import person
from tests.moderation.steps import GOOD, submitted

pytestmark = pytest.mark.usefixtures("new_county")
KINDS = ["news_page", "enterprise"]


def editor(thing) -> str:
    """Return the address of Wagtail's editor."""
    if isinstance(thing, Page):
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
    return reverse(thing.snippet_viewset.get_url_name("edit"), args=[thing.pk])


def foot(client, thing) -> str:
    """Return the foot of the editor."""
    return client.get(editor(thing)).content.decode().rpartition('<footer class="footer')[2]


@pytest.mark.parametrize("kind", KINDS)
def test_cancelling_asks_first(client, kind):
    author = person("editor")
    thing = submitted(kind, GOOD, author)
    client.force_login(author)
    assert "action-cancel-workflow" not in foot(client, thing)
    assert cancel_url(thing) in foot(client, thing)
    assert client.post(editor(thing), {"action-cancel-workflow": "1"})["Location"] == cancel_url(thing)
    assert "确定取消吗？" in client.get(cancel_url(thing)).content.decode()
    assert type(thing).objects.get(pk=thing.pk).workflow_in_progress
    assert client.post(cancel_url(thing))["Location"] == editor(thing)
    assert not type(thing).objects.get(pk=thing.pk).workflow_in_progress
    assert AuditEntry.objects.filter(action="moderation.cancel", actor=author).count() == 1
    assert client.post(cancel_url(thing)).status_code == 302
    assert AuditEntry.objects.filter(action="moderation.cancel").count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_cancelling_is_never_the_main_button(client, kind):
    author = person("editor")
    thing = submitted(kind, GOOD, author)
    client.force_login(author)
    text = foot(client, thing)
    first = re.search(r"<(?:button|a)\b.*?</(?:button|a)>", text, re.DOTALL).group()
    assert cancel_url(thing) not in first
    assert "锁定" in first


@pytest.mark.parametrize("kind", KINDS)
def test_only_who_may_cancel_is_asked(client, kind):
    thing = submitted(kind, GOOD, person("editor"))
    client.force_login(person("editor"))
    assert cancel_url(thing) not in foot(client, thing)
    assert client.post(cancel_url(thing)).status_code == 302
    assert type(thing).objects.get(pk=thing.pk).workflow_in_progress


@pytest.mark.parametrize("kind", KINDS)
def test_one_way_off_the_site_and_one_word(client, kind):
    thing = EVERYTHING[kind]()
    client.force_login(person("superuser"))
    parent = reverse("wagtailadmin_explore", args=[thing.get_parent().pk]) if kind == "news_page" else ""
    for address in filter(None, [editor(thing), parent]):
        text = client.get(address).content.decode()
        assert "取消发布" not in re.sub("<script.*?</script>", "", text, flags=re.DOTALL), address
        assert take_down_url(thing) in text
        assert "撤下" in text


def test_the_report_leads_to_the_take_down_and_back(client):
    thing = EVERYTHING["enterprise"]()
    row = report(url=thing.get_absolute_url())
    here = reverse("moderation_report", args=[row.pk])
    client.force_login(person("reviewer"))
    address = f"{take_down_url(thing)}?next={here.replace('/', '%2F')}"
    assert address in client.get(here).content.decode()
    form = client.get(address).content.decode()
    assert f'name="next" value="{here}"' in form
    assert client.post(address, {"clause": "S1-5-3", "reason": "举报属实。", "next": here})["Location"] == here
    assert TakeDown.objects.in_force().about(thing).exists()
    assert take_down_url(thing) not in client.get(here).content.decode()


def test_a_report_about_nothing_that_is_there_offers_none(client):
    client.force_login(person("reviewer"))
    text = client.get(reverse("moderation_report", args=[report(url="/nothing/").pk])).content.decode()
    assert "被举报的内容" not in text


def test_what_is_only_a_draft_has_nothing_to_take_down(client):
    thing = EVERYTHING["news_page"]()
    thing.unpublish()
    client.force_login(person("superuser"))
    assert take_down_url(thing) not in client.get(editor(thing)).content.decode()
