"""Approval by somebody else: who may decide, what is published, where a refusal goes, what the schedule does."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from portal.core.models import PublishableRecord
from portal.moderation.publishing import publish_approved_revision
from portal.moderation.workflow_steps import ReviewTask
from tests.factories.every_kind import EVERYTHING
from tests.factories.people import person
from tests.moderation.test_publishing_alone import draft_of, edit_address, public_text, text_field
from tests.support.forms import body, filled

FUTURE = 600  # seconds
SECTION_OF_RECORD = {
    "enterprise": ("/enterprises/", "enterprises"),
    "freeservice": ("/services/free/", "free-services"),
    "valueaddedservice": ("/services/paid/", "paid-services"),
    "serviceclass": ("/services/table/", ""),
    "provider": ("/providers/", "providers"),
    "station": ("/stations/", "stations"),
    "expert": ("/experts/", "experts"),
    "job": ("/jobs/", "jobs"),
    "wantednotice": ("/talent/wanted/", "wanted"),
    "recommendation": ("/talent/recommended/", ""),
    "trainingbase": ("/talent/bases/", "bases"),
    "practiceoffer": ("/talent/bases/", ""),
    "tradelead": ("/supply-demand/", "supply-demand"),
    "course": ("/training/", "training"),
    "session": ("/training/", ""),
    "venue": ("/venues/", "venues"),
    "lesson": ("/training/", ""),
    "material": ("/training/materials/", "training-materials"),
    "call": ("/training/cooperation/", "training-cooperation"),
    "policycall": ("/policies/calls/", "policy-calls"),
    "survey": ("/surveys/", "surveys"),
    "trainingplan": ("/training/plans/", ""),
    "selection": ("/selections/", "selections"),
    "nomination": ("/selections/", ""),
    "mediareport": ("/news/media/", "media"),
    "publicanswer": ("/ask/answers/", "answers"),
}
# Recommended people are not handed to search machines.
NOT_IN_SITE_MAP = {"recommendation"}


def submit(thing, author):
    """Send the newest draft to review; return the step that waits for a decision."""
    return thing.get_workflow().start(thing, author).current_task_state


def decide(client, reviewer, step, action: str, **data):
    """Decide in the admin as ``reviewer``; return the answer."""
    thing = step.workflow_state.content_object
    arguments = [thing.pk, action, step.pk]
    if isinstance(thing, Page):
        address = reverse("wagtailadmin_pages:workflow_action", args=arguments)
    else:
        address = reverse(type(thing).snippet_viewset.get_url_name("workflow_action"), args=arguments)
    client.force_login(reviewer)
    return client.post(address, data)


@pytest.mark.parametrize("kind", EVERYTHING)
def test_another_reviewer_approves_and_nobody_else(new_county, client, kind):
    author = person("reviewer")
    thing = draft_of(kind, author)
    step = submit(thing, author)
    for role in (author, person("editor"), person("nobody")):
        decide(client, role, step, "approve")
        assert public_text(thing) != "新的文字"
    decide(client, person("reviewer"), step, "approve")
    assert public_text(thing) == "新的文字"
    assert type(thing).objects.get(pk=thing.pk).live


@pytest.mark.parametrize("role", ["reviewer", "director", "superuser"])
@pytest.mark.parametrize("kind", ["news_page", "provider"])
def test_who_edited_last_may_not_approve(new_county, client, kind, role):
    thing = draft_of(kind, person("editor"))
    step = submit(thing, person("editor"))
    last = person(role)
    type(thing).objects.get(pk=thing.pk).get_latest_revision_as_object().save_revision(user=last)
    decide(client, last, step, "approve")
    assert public_text(thing) != "新的文字"


@pytest.mark.parametrize("role", ["reviewer", "director", "superuser"])
def test_who_submitted_may_not_approve(new_county, client, role):
    sender = person(role)
    thing = draft_of("news_page", person("editor"))
    step = submit(thing, sender)
    decide(client, sender, step, "approve")
    assert public_text(thing) != "新的文字"


def test_the_rule_holds_below_the_admin_too(new_county):
    author = person("superuser")
    step = submit(draft_of("enterprise", author), author)
    with pytest.raises(PermissionDenied):
        step.task.specific.on_action(step, author, "approve")
    with pytest.raises(PermissionDenied):
        step.task.specific.on_action(step, person("reviewer"), "reject", comment="  ")
    assert ReviewTask.objects.get().get_task_states_user_can_moderate(author).count() == 0


@pytest.mark.parametrize("kind", ["news_page", "guide_page", "freeservice", "enterprise"])
def test_a_draft_newer_than_what_was_read_waits_for_its_own_approval(new_county, client, kind):
    author = person("editor")
    thing = draft_of(kind, author)
    step = submit(thing, author)
    newer = type(thing).objects.get(pk=thing.pk).get_latest_revision_as_object()
    setattr(newer, text_field(thing), "更新的草稿")
    newer.save_revision(user=author)
    step.refresh_from_db()
    decide(client, person("reviewer"), step, "approve")
    assert public_text(thing) != "更新的草稿"
    # The newer draft goes to review in its turn (WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT).
    decide(client, person("reviewer"), type(thing).objects.get(pk=thing.pk).current_workflow_task_state, "approve")
    assert public_text(thing) == "更新的草稿"


def test_an_approval_publishes_the_revision_that_was_approved(new_county):
    thing = draft_of("news_page", person("editor"))
    step = submit(thing, person("editor"))
    thing.title = "更新的草稿"
    thing.save_revision(user=person("editor"))
    publish_approved_revision(step.workflow_state)
    assert public_text(thing) == "新的文字"
    assert type(thing).objects.get(pk=thing.pk).has_unpublished_changes


@pytest.mark.parametrize("kind", ["news_page", "valueaddedservice"])
def test_a_refusal_carries_its_reason_to_the_author(new_county, client, kind, django_capture_on_commit_callbacks):
    author = person("editor")
    thing = draft_of(kind, author)
    step = submit(thing, author)
    decide(client, person("reviewer"), step, "reject", comment="")
    step.refresh_from_db()
    assert step.status == "in_progress"
    with django_capture_on_commit_callbacks(execute=True):
        decide(client, person("reviewer"), step, "reject", comment="请补充数据来源。")
    step.refresh_from_db()
    assert step.status == "rejected"
    assert public_text(thing) != "新的文字"
    letters = [letter for letter in mail.outbox if author.email in letter.to]
    assert any("请补充数据来源。" in letter.body for letter in letters)
    client.force_login(author)
    assert str(thing) in client.get("/admin/").content.decode() or "新的文字" in client.get("/admin/").content.decode()
    assert "请补充数据来源。" in client.get(edit_address(thing)).content.decode()


@pytest.mark.parametrize("kind", ["news_page", "freeservice"])
def test_an_editor_submits_through_the_admin(new_county, client, kind):
    thing = EVERYTHING[kind]()
    editor = person("editor")
    client.force_login(editor)
    address = edit_address(thing)
    told = {"author": "温编辑", "source": "县融媒体中心", "correction": "标题写错了。"}
    extra = {**body(), **told} if isinstance(thing, Page) else {}
    client.post(address, filled(client.get(address), **extra, **{text_field(thing): "新的文字", "action-submit": "1"}))
    thing = type(thing).objects.get(pk=thing.pk)
    assert thing.current_workflow_state is not None
    assert public_text(thing) != "新的文字"
    decide(client, person("director"), thing.current_workflow_task_state, "approve")
    assert public_text(thing) == "新的文字"


def _schedule_past(thing) -> None:
    """Let the waiting revision's hour have come."""
    past = timezone.now() - timedelta(seconds=1)
    revision = thing.revisions.get(approved_go_live_at__isnull=False)
    content = {**revision.content, "go_live_at": past.isoformat()}
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=past, content=content)


@pytest.mark.parametrize("kind", ["news_page", "product_page", "freeservice", "provider"])
def test_the_schedule_publishes_and_takes_off(new_county, client, kind):
    thing = draft_of(kind, person("editor"))
    setattr(thing, "go_live_at", timezone.now() + timedelta(seconds=FUTURE))  # noqa: B010 - pages and records alike
    thing.save_revision(user=person("editor"))
    decide(client, person("reviewer"), submit(thing, person("editor")), "approve")
    assert public_text(thing) != "新的文字"
    _schedule_past(thing)
    call_command("publish_scheduled", verbosity=0)
    assert public_text(thing) == "新的文字"
    path = type(thing).objects.get(pk=thing.pk).get_absolute_url()
    assert client.get(path).status_code == 200
    type(thing).objects.filter(pk=thing.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    call_command("publish_scheduled", verbosity=0)
    assert not type(thing).objects.get(pk=thing.pk).live
    assert client.get(path).status_code == 404


def _places_of(thing) -> list[str]:
    """Return the public addresses that may name a thing: home, its list, feeds, site map."""
    if isinstance(thing, PublishableRecord):
        section, feed = SECTION_OF_RECORD[thing._meta.model_name]
    else:
        parent = thing.get_parent().specific
        section, feed = parent.get_absolute_url(), getattr(parent, "feed_column", "")
    return ["/", section, *([f"/feeds/{feed}/", f"/feeds/{feed}/atom/"] if feed else []), "/sitemap.xml"]


@pytest.mark.parametrize("kind", EVERYTHING)
def test_what_is_taken_off_is_gone_from_everywhere_at_once(new_county, client, kind):
    thing = EVERYTHING[kind]()
    path = thing.get_absolute_url()
    named = [place for place in _places_of(thing) if path.partition("#")[0] in client.get(place).content.decode()]
    assert ("/sitemap.xml" in named) == (kind not in NOT_IN_SITE_MAP)
    assert client.get(path).status_code == 200
    thing.unpublish()
    name = str(thing)
    answers = {place: client.get(place).content.decode() for place in _places_of(thing)}
    assert [place for place, text in answers.items() if name in text or ("#" not in path and path in text)] == []
    if "#" not in path:
        assert client.get(path).status_code == 404
