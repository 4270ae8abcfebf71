"""The moderation's screens: queue, review, appeal, audit, figures."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import TaskState

from portal.accounts.closing import close_account
from portal.core import audit
from portal.moderation.governance import figures
from portal.moderation.models import Decision
from tests.factories.people import UserFactory, person
from tests.moderation.steps import BAD, DOUBTFUL, GOOD, public_text, step_of, submitted

pytestmark = pytest.mark.usefixtures("new_county", "recorded_contexts")
QUEUE = "/admin/moderation/queue/"


def test_the_queue_shows_risk_age_and_what_is_late(client):
    clean, doubtful = submitted("news_page", GOOD), submitted("enterprise", DOUBTFUL)
    TaskState.objects.filter(pk=step_of(clean).pk).update(started_at=timezone.now() - timedelta(hours=30))
    client.force_login(person("reviewer"))
    screen = client.get(QUEUE)
    assert [item["verdict"] for item in screen.context["items"]] == ["需二次审核", "未命中"]
    assert (screen.context["total"], screen.context["late"]) == (2, 1)
    assert [item["late"] for item in client.get(QUEUE, {"sort": "age"}).context["items"]] == [True, False]
    assert len(client.get(QUEUE, {"verdict": "review"}).context["items"]) == 1
    kind = str(step_of(doubtful).revision.content_type_id)
    assert len(client.get(QUEUE, {"kind": kind, "late": "1"}).context["items"]) == 0


def test_only_clean_items_of_others_are_approved_together(client):
    reviewer = person("reviewer")
    things = [submitted("news_page", GOOD), submitted("enterprise", DOUBTFUL), submitted("enterprise", GOOD, reviewer)]
    client.force_login(reviewer)
    client.post(QUEUE, {"item": [step_of(thing).pk for thing in things]})
    assert [public_text(thing) in {GOOD, DOUBTFUL} for thing in things] == [True, False, False]


def test_the_queue_asks_no_more_for_more(client):
    client.force_login(person("reviewer"))
    submitted("news_page", GOOD)
    client.get(QUEUE)
    with CaptureQueriesContext(connection) as few:
        client.get(QUEUE)
    for _time in range(4):
        submitted("news_page", GOOD)
    client.get(QUEUE)
    with CaptureQueriesContext(connection) as many:
        client.get(QUEUE)
    assert len(many) <= len(few)


def test_hits_are_marked_and_the_clauses_must_be_ticked(client):
    thing = submitted("enterprise", DOUBTFUL)
    step = step_of(thing)
    client.force_login(person("reviewer"))
    address = reverse("moderation_review", args=[step.pk])
    screen = client.get(address).content.decode()
    assert "<mark" in screen
    answer = client.post(address, {"action": "approve"})
    assert "须逐条核对并打勾" in answer.content.decode()
    assert "请写明理由" in client.post(address, {"action": "reject"}).content.decode()
    client.post(address, {"action": "approve", "checked": client.get(address).context["form"].must_check})
    assert Decision.objects.get().checked


def test_who_comes_second_is_told(client):
    thing = submitted("news_page", GOOD)
    step, first = step_of(thing), person("reviewer")
    client.force_login(first)
    address = reverse("moderation_review", args=[step.pk])
    client.post(address, {"action": "approve"})
    client.force_login(person("reviewer"))
    answer = client.post(address, {"action": "reject", "comment": "晚了。"}, follow=True)
    assert f"{first}已于" in answer.content.decode()
    edit = reverse("wagtailadmin_pages:edit", args=[thing.pk])
    answer = client.post(edit, {"action-workflow-action": "1", "workflow-action-name": "reject"}, follow=True)
    assert "不能再次决定" in answer.content.decode()


def test_the_author_finds_the_way_to_appeal(client):
    author = person("editor")
    thing = submitted("news_page", BAD, author)
    decision = Decision.objects.get()
    client.force_login(author)
    address = reverse("moderation_appeal", args=[decision.pk])
    assert address in client.get(reverse("wagtailadmin_pages:edit", args=[thing.pk])).content.decode()
    client.post(address, {"text": "这是引文。"})
    assert step_of(thing) is not None
    assert client.get(address).status_code == 302


def test_the_audit_log_is_read_filtered_and_taken_away(client):
    auditor = person("director")
    audit.record("moderation.take_down", auditor, actor=auditor, clause="AD-9", reason="用语不当。", before={"live": True})
    audit.record("moderation.restore", auditor, actor=auditor, reason="改好了。")
    client.force_login(auditor)
    address = reverse("moderation_audit")
    assert "用语不当。" in client.get(address).content.decode()
    assert "用语不当。" not in client.get(address, {"action": "moderation.restore"}).content.decode()
    answer = client.get(address, {"export": "xlsx"})
    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert {"撤下内容", "恢复内容"} <= {row[2] for row in rows}


def test_the_audit_log_shows_and_finds_the_present_names_of_whom_it_calls_by_number(client):
    somebody, other = UserFactory(first_name="丰收"), UserFactory()
    for user in (somebody, other):
        audit.record("accounts.registered", user, actor=user)
    client.force_login(person("director"))
    found = client.get(reverse("moderation_audit"), {"actor_name": "丰收"}).content.decode()
    assert f"{somebody}（用户 {somebody.pk}）" in found
    assert f"用户 {other.pk}" not in found
    close_account(somebody, somebody)
    assert "丰收" not in client.get(reverse("moderation_audit")).content.decode()
    assert f"用户 {somebody.pk}" in client.get(reverse("moderation_audit"), {"actor_name": f"用户 {somebody.pk}"}).content.decode()


def test_the_figures_are_counted_from_records(client):
    submitted("news_page", BAD)
    step = step_of(submitted("news_page", GOOD))
    client.force_login(person("reviewer"))
    client.post(reverse("moderation_review", args=[step.pk]), {"action": "approve"})
    month = figures(timezone.localdate())
    assert (month.submitted, month.blocked, month.approved, month.false_hits) == (2, 1, 1, 0.0)
    client.force_login(person("director"))
    assert "自动拦截" in client.get(reverse("moderation_governance")).content.decode()
    answer = client.get(reverse("moderation_governance"), {"export": "xlsx"})
    assert load_workbook(BytesIO(answer.content)).active["A3"].value == "自动拦截（次）"


@pytest.mark.parametrize("kind", ["news_page", "enterprise"])
def test_nothing_saves_itself_for_whoever_reads_it_for_review(client, kind):
    thing = submitted(kind, GOOD)
    form_of = AdminURLFinder(None).get_edit_url(thing)
    client.force_login(person("superuser"))
    assert "w-autosave" not in client.get(form_of).content.decode().split("<form", 1)[1].split(">", 1)[0]
    step_of(thing).reject(user=person("reviewer"), comment="请补充出处。")
    client.force_login(person("superuser"))
    assert "w-autosave" in client.get(form_of).content.decode()
