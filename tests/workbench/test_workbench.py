"""The first page of the admin: what waits, how many, since when, what is late, in a number of statements that no rows change."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.menu import admin_menu
from wagtail.models import Revision, TaskState

from portal.accounts.roles import ROLES
from portal.identity.models import PublicityChannel, SiteIdentity
from portal.service_requests.models import ServiceRequest
from portal.workbench.tiles import LINES, tiles_for
from portal.workbench.views import CHAPTERS
from tests.factories.every_kind import news_page
from tests.factories.moderation import report
from tests.factories.people import UserFactory, person
from tests.factories.service_requests import asked
from tests.moderation.steps import GOOD, submitted

pytestmark = pytest.mark.usefixtures("new_county")
MOST_STATEMENTS = 10
# A menu of 1366 x 768 has room for so many entries (tests/admin looks at it in a browser).
MOST_ENTRIES = 13
HOME = "/admin/"


def in_role(role) -> object:
    """Return a new person in a role of the table."""
    user = UserFactory()
    user.groups.add(Group.objects.get(name=role.name))
    return user


def seen_by(user) -> dict:
    """Return the tiles of a user, by name, in their order."""
    return {found.tile.name: found for found in tiles_for(user)}


def waiting(author, number: int) -> None:
    """Let pages wait for review, requests and reports for an answer, and drafts for their author."""
    for _each in range(number):
        submitted("news_page", GOOD, author)
        news_page().save_revision(user=author)
        asked()
        report()


def statements(client) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(HOME).status_code == 200
    return len(queries)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_every_role_has_a_page_that_says_so_when_nothing_waits(client, role):
    client.force_login(in_role(role))
    client.get(HOME)
    assert statements(client) <= MOST_STATEMENTS
    text = client.get(HOME).content.decode()
    assert "的工作台</h1>" in text
    assert ("现在没有等您办理的事。" in text) != ("workbench__tiles" in text)


def test_rows_make_no_statements(client):
    author, clients = person("editor"), {}
    waiting(author, 1)
    for user in (author, person("reviewer"), person("director")):
        clients[user] = type(client)()
        clients[user].force_login(user)
        statements(clients[user])
    before = {user: statements(visitor) for user, visitor in clients.items()}
    assert max(before.values()) <= MOST_STATEMENTS
    waiting(author, 2)
    state = TaskState.objects.filter(status="in_progress").last()
    Revision.objects.bulk_create([_draft_of(state.revision, number) for number in range(50)])
    drafts = seen_by(author)["drafts"]
    assert (drafts.count, len(drafts.lines), drafts.left_out) == (53, LINES, 43)
    for user, visitor in clients.items():
        statements(visitor)
        assert statements(visitor) == before[user]


def _draft_of(revision: Revision, number: int) -> Revision:
    """Return the draft of a page of its own, in the author's name."""
    fields = ("content_type", "base_content_type", "user", "object_str", "created_at")
    return Revision(object_id=str(10_000 + number), content={}, **{name: getattr(revision, name) for name in fields})


def test_an_author_sees_drafts_and_what_came_back_with_its_reason(client):
    author, reviewer = person("editor"), person("reviewer")
    page = submitted("news_page", GOOD, author)
    page.current_workflow_task_state.specific.reject(user=reviewer, comment="请补充来源。")
    draft = news_page()
    draft.save_revision(user=author)
    seen = seen_by(author)
    assert [(seen[name].count, seen[name].since) for name in ("sent_back", "drafts")] == [(1, timezone.localdate())] * 2
    assert (seen["sent_back"].lines[0].title, seen["sent_back"].lines[0].note) == (str(page), "请补充来源。")
    assert seen["sent_back"].lines[0].url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert seen["drafts"].lines[0].url == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert seen_by(person("editor"))["drafts"].count == 0
    client.force_login(author)
    assert "请补充来源。" in client.get(HOME).content.decode()


def test_a_reviewer_sees_what_others_wrote_and_what_is_late_first(client):
    author, reviewer = person("editor"), person("reviewer")
    submitted("news_page", GOOD, author)
    late = submitted("news_page", GOOD, author)
    submitted("news_page", GOOD, reviewer)
    long_ago = timezone.now() - timedelta(hours=settings.REVIEW_HOURS, minutes=1)
    TaskState.objects.filter(pk=late.current_workflow_task_state.pk).update(started_at=long_ago)
    seen = seen_by(reviewer)
    found = seen["to_review"]
    assert (found.count, found.late, found.since) == (2, 1, timezone.localtime(long_ago).date())
    assert next(iter(seen)) == "to_review"
    assert found.lines[0].url == reverse("moderation_review", args=[late.current_workflow_task_state.pk])
    assert "to_review" not in seen_by(author)
    client.force_login(reviewer)
    text = client.get(HOME).content.decode()
    assert "tile--late" in text
    assert "超期 1 项" in text


def test_the_director_sees_what_was_escalated_apart():
    director, clerk = person("director"), in_role(ROLES[3])
    asked()
    request, _code = asked()
    ServiceRequest.objects.filter(pk=request.pk).update(state="escalated", due_at=timezone.now() - timedelta(days=1))
    report(state="escalated")
    seen = seen_by(director)
    assert [seen[name].count for name in ("service_requests", "service_requests_escalated", "reports_escalated", "reports")] == [1, 1, 1, 0]
    assert seen["service_requests_escalated"].late == 1
    theirs = seen_by(clerk)
    assert (theirs["service_requests"].count, theirs["service_requests"].late) == (2, 1)
    assert not {"service_requests_escalated", "reports"} & set(theirs)


def test_channels_are_missed_when_nobody_has_updated_them():
    identity, today = SiteIdentity.objects.get(), timezone.localdate()
    for days in (None, settings.CHANNEL_FRESH_DAYS + 1, settings.CHANNEL_FRESH_DAYS):
        updated = None if days is None else today - timedelta(days=days)
        PublicityChannel.objects.create(identity=identity, kind="wechat", name="公众号", updated_on=updated)
    assert seen_by(person("director"))["channels"].count == 2


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_the_menu_has_few_entries_that_differ(role):
    request = RequestFactory().get(HOME)
    request.user = in_role(role)
    items = admin_menu.menu_items_for_request(request)
    assert len(items) <= MOST_ENTRIES
    assert len({str(item.label) for item in items}) == len({item.icon_name for item in items}) == len(items)


def test_it_is_the_centre_and_the_help_is_ours(client):
    identity = SiteIdentity.objects.get()
    assert f"<h1>{identity.centre_name}</h1>" in client.get(reverse("wagtailadmin_login")).content.decode()
    user = person("editor")
    client.force_login(user)
    text = client.get(HOME).content.decode()
    assert f"- {identity.centre_name}</title>" in " ".join(text.split())
    assert f'"name": "{user.get_full_name()}"'.encode("unicode_escape").decode() in text
    assert "wagtail.org" not in text
    for chapter, title in CHAPTERS.items():
        assert f"<title>{title}" in "".join(client.get(reverse("staff_help", args=[chapter])).content.decode().split())
    assert client.get(reverse("staff_help", args=["nothing"])).status_code == 404
