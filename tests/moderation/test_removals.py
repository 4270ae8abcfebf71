"""One guarded way off the site, and no way back past the director."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from portal.core.models import AuditEntry
from portal.moderation.admin_views.removal_hooks import take_down_url
from portal.moderation.decisions import make_decision
from portal.moderation.policies import latest_screening
from portal.moderation.removals import may_be_deleted
from portal.moderation.takedowns import restore, take_down
from tests.factories.every_kind import EVERYTHING
from tests.factories.people import person
from tests.moderation.steps import GOOD, saved, step_of

pytestmark = pytest.mark.usefixtures("new_county")
KINDS = ["news_page", "enterprise"]


def now(thing):
    """Return a thing as the database has it."""
    return type(thing).objects.get(pk=thing.pk)


def address(thing, name: str) -> str:
    """Return one of Wagtail's own addresses for a page or record."""
    if isinstance(thing, Page):
        return reverse(f"wagtailadmin_pages:{name}", args=[thing.pk])
    return reverse(thing.snippet_viewset.get_url_name(name), args=[thing.pk])


def bulk(thing, name: str) -> str:
    """Return the address of a bulk action on one thing."""
    model = Page if isinstance(thing, Page) else type(thing)
    return reverse("wagtail_bulk_action", args=[model._meta.app_label, model._meta.model_name, name]) + f"?id={thing.pk}"


@pytest.fixture
def admin(client):
    """The browser of somebody with every right."""
    client.force_login(person("superuser"))
    return client


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_wagtails_own_ways_lead_to_the_take_down(admin, kind, way):
    thing = EVERYTHING[kind]()
    for path in filter(None, [address(thing, way), bulk(thing, way) if way == "delete" or kind == "news_page" else ""]):
        answer = admin.post(path)
        assert (answer.status_code, answer["Location"]) == (302, take_down_url(thing)), path
    assert now(thing).live
    assert admin.get(thing.get_absolute_url()).status_code == 200


def test_many_are_taken_off_one_by_one(admin):
    first, second = EVERYTHING["news_page"](), EVERYTHING["news_page"]()
    for name in ("delete", "unpublish"):
        answer = admin.post(f"{bulk(first, name)}&id={second.pk}")
        assert answer["Location"] == reverse("moderation_takedowns")
    assert now(first).live
    assert now(second).live


def test_the_admins_api_neither_deletes_nor_unpublishes(admin):
    thing = EVERYTHING["news_page"]()
    for name in ("delete", "unpublish", "publish", "revert_to_page_revision"):
        assert admin.post(f"/admin/api/main/pages/{thing.pk}/action/{name}/").status_code == 404
    assert now(thing).live


def test_a_section_with_published_pages_is_not_deleted(admin):
    page = EVERYTHING["policy_page"]()
    section = page.get_parent()
    Page.objects.filter(pk=section.pk).update(live=False)
    admin.post(address(section.specific, "delete"))
    assert now(page).live


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_was_never_public_or_has_been_kept_long_enough_is_deleted(admin, settings, kind):
    thing = EVERYTHING[kind]()
    removed = take_down(thing, person("reviewer"), "S1-5-3", "数据有误。")
    assert not may_be_deleted(now(thing))
    past = timezone.now() - timedelta(days=settings.AUDIT_RETENTION_DAYS + 1)
    type(thing).objects.filter(pk=thing.pk).update(first_published_at=past, last_published_at=past)
    assert not may_be_deleted(now(thing))
    type(removed).objects.filter(pk=removed.pk).update(at=past)
    admin.post(address(thing, "delete"))
    assert not type(thing).objects.filter(pk=thing.pk).exists()
    entry = AuditEntry.objects.get(action="content.delete")
    assert (entry.object_id, entry.before["public"]) == (str(thing.pk), True)
    assert entry.actor is not None


def test_a_draft_is_deleted_and_that_is_noted(admin):
    parent = EVERYTHING["news_page"]().get_parent()
    draft = parent.add_child(instance=type(EVERYTHING["news_page"]())(title="草稿", slug="draft", summary="草稿。", live=False))
    admin.post(address(draft, "delete"))
    assert not Page.objects.filter(pk=draft.pk).exists()
    assert AuditEntry.objects.get(action="content.delete").object_name == "草稿"


@pytest.mark.parametrize("kind", KINDS)
def test_what_wagtail_unpublishes_is_noted(kind):
    thing = EVERYTHING[kind]()
    thing.unpublish()
    entry = AuditEntry.objects.get(action="content.unpublish")
    assert (entry.object_id, entry.after) == (str(thing.pk), {"live": False})


@pytest.mark.parametrize("kind", KINDS)
def test_the_button_stands_in_the_list_and_in_the_editor(client, kind):
    thing = EVERYTHING[kind]()
    client.force_login(person("director"))
    pages = {
        "list": reverse("wagtailadmin_explore", args=[thing.get_parent().pk]) if kind == "news_page" else address_of_list(thing),
        "editor": address(thing, "edit"),
    }
    for place, path in pages.items():
        text = client.get(path).content.decode()
        assert take_down_url(thing) in text, place


def address_of_list(thing) -> str:
    """Return the address of the list of a record's kind."""
    return reverse(thing.snippet_viewset.get_url_name("list"))


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_taken_down_is_not_approved_but_restored(client, kind):
    thing, reviewer, author = EVERYTHING[kind](), person("reviewer"), person("editor")
    removed = take_down(thing, reviewer, "S1-5-3", "数据有误。")
    thing = saved(thing, GOOD, author)
    thing.get_workflow().start(thing, author)
    step = step_of(thing)
    other = person("reviewer")
    found = latest_screening(now(thing), step.revision)
    with pytest.raises(PermissionDenied, match="数据有误"):
        make_decision(step, other, "approve", checked=found.clauses() if found else [])
    client.force_login(other)
    for path in (reverse("moderation_review", args=[step.pk]), address(thing, "edit")):
        assert "数据有误" in client.get(path).content.decode()
    assert 'value="approve"' not in client.get(reverse("moderation_review", args=[step.pk])).content.decode()
    assert "approve" not in {name for name, *_rest in step.task.specific.get_actions(now(thing), other)}
    assert not now(thing).live
    restore(removed, person("director"), "核实无误。")
    assert now(thing).live


@pytest.mark.parametrize("kind", KINDS)
def test_no_revision_schedule_or_bulk_action_brings_it_back(admin, kind):
    thing = EVERYTHING[kind]()
    old = thing.latest_revision
    scheduled = now(thing)
    scheduled.go_live_at = timezone.now() + timedelta(hours=1)
    scheduled.save_revision().publish()
    take_down(now(thing), person("reviewer"), "S1-5-3", "数据有误。")
    with pytest.raises(PermissionDenied, match="主任"):
        old.publish(user=person("superuser"), skip_permission_checks=True)
    draft = now(thing)
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    with pytest.raises(PermissionDenied):
        draft.save_revision().publish()
    call_command("publish_scheduled", verbosity=0)
    if kind == "news_page":
        admin.post(bulk(thing, "publish"))
    assert not now(thing).live
