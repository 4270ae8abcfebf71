"""The county's calendar and the director's limits: open cases follow the days, warnings come in office hours, once each."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import Message
from portal.cases import handlers
from portal.cases.models import CalendarDay, ReplyTemplate, TimeLimit
from portal.cases.services import reply
from portal.consultation.services import handle
from portal.core.models import AuditEntry
from portal.moderation.reports import REPORT
from portal.service_requests.models import ServiceRequest
from tests.factories.consultation import consulted
from tests.factories.moderation import report
from tests.factories.people import person, signed_in
from tests.factories.service_requests import asked

pytestmark = pytest.mark.usefixtures("new_county")
# A Tuesday, ten in the morning in Shanghai.
OFFICE = datetime(2026, 6, 2, 2, 0, tzinfo=UTC)


def at(monkeypatch, moment: datetime) -> None:
    """Let it be this moment."""
    monkeypatch.setattr(timezone, "now", lambda: moment)


def due(kind: str, start: str) -> dict:
    """Return what the command prints."""
    out = StringIO()
    call_command("due", kind, start, stdout=out)
    return json.loads(out.getvalue())


def test_the_command_says_when_and_why():
    said = due("consultation", "2026-02-13T10:00")
    assert said["due"] == "2026-02-15T10:00:00+08:00"
    assert said["why"] == "自2026-02-13 10:00起48小时，节假日和夜间照算"
    assert due("service-request", "2026-09-30T10:00")["due"] == "2026-10-20T23:59:59+08:00"
    CalendarDay.objects.create(day=date(2026, 10, 8), works=False, name="县庆")
    said = due("service-request", "2026-09-30T10:00")
    assert said["due"] == "2026-10-21T23:59:59+08:00"
    assert "县庆1天" in said["why"]
    for kind, start in (("nothing", "2026-02-13T10:00"), ("report", "tomorrow"), ("report", "2026-13-45T10:00")):
        with pytest.raises(CommandError):
            due(kind, start)


def test_what_the_director_sets_counts_from_then_on():
    before = asked()[0]
    TimeLimit.objects.create(kind="service-request", number=3, unit="hours", source="中心服务承诺第二条")
    after = asked()[0]
    assert after.due_at - after.due_from == timedelta(hours=3)
    assert ServiceRequest.objects.get(pk=before.pk).due_at == before.due_at


def test_open_cases_follow_the_table(django_capture_on_commit_callbacks):
    case, done, hours = asked()[0], asked()[0], report()
    ServiceRequest.objects.filter(pk=done.pk).update(state="done")
    last = timezone.localtime(case.due_at).date()
    with django_capture_on_commit_callbacks(execute=True) as run:
        for day in (last, last + timedelta(days=1)):
            CalendarDay.objects.create(day=day, works=False, name="停电检修")
    assert len(run) == 1, "many days, one count"
    moved = ServiceRequest.objects.get(pk=case.pk)
    assert timezone.localtime(moved.due_at).date() > last
    assert "停电检修" in moved.due_why
    assert ServiceRequest.objects.get(pk=done.pk).due_at == done.due_at
    hours.refresh_from_db()
    assert "停电检修" not in hours.due_why
    # The test's transaction goes on where a request's would have ended.
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks(execute=True):
        CalendarDay.objects.all()[0].delete()
        CalendarDay.objects.all()[0].delete()
    assert ServiceRequest.objects.get(pk=case.pk).due_at == case.due_at


def test_warnings_come_once_a_level_in_office_hours(monkeypatch):
    clerk, other = person("reviewer"), person("reviewer")
    case = reply(REPORT, report(), "handling", "已在核实。", clerk)

    def warned(passed: int, moment: datetime = OFFICE) -> int:
        type(case).objects.filter(pk=case.pk).update(
            due_from=moment - timedelta(hours=passed), due_at=moment + timedelta(hours=100 - passed)
        )
        at(monkeypatch, moment)
        handlers.warn()
        return Message.objects.filter(user=clerk, subject__contains="期限已过").count()

    assert warned(49) == 0
    assert warned(79, OFFICE + timedelta(hours=12)) == 0, "at night nobody is warned"
    assert warned(79, OFFICE + timedelta(days=4)) == 0, "nor on a Saturday"
    assert warned(50) == 1
    assert warned(79) == 1
    assert warned(80) == 2
    assert warned(99) == 2
    assert not Message.objects.filter(user=other, subject__contains="期限已过").exists()


def test_the_director_hears_of_what_is_late():
    director, clerk = person("director"), person("superuser")
    case = handle(consulted()[0], "referred", "已转办。", clerk, department="县农业农村局")
    type(case).objects.filter(pk=case.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    handlers.tell_of_late()
    handlers.tell_of_late()
    assert [Message.objects.filter(user=user, subject__contains="已超过期限").count() for user in (director, clerk)] == [1, 1]


def test_a_year_without_a_list_warns_from_december(monkeypatch):
    desk = signed_in(person("director"))
    address, words = reverse("wagtailadmin_home"), "还没有 2027 年的放假安排"
    for day, warns in ((date(2026, 11, 30), False), (date(2026, 12, 1), True)):
        monkeypatch.setattr("portal.cases.panels.timezone.localdate", lambda day=day: day)
        assert (words in desk.get(address).content.decode()) == warns
    CalendarDay.objects.create(day=date(2027, 1, 1), works=False, name="元旦")
    assert words not in desk.get(address).content.decode()


def test_a_template_fills_the_answer():
    words = ReplyTemplate.objects.create(title="补贴材料", text="请带身份证和执照到窗口。")
    desk, address = signed_in(person("reviewer")), reverse("moderation_report", args=[report().pk])
    assert words.text in desk.get(address, {"template": words.pk}).content.decode()
    for wrong in ("x", "9" * 30, "²"):
        assert words.text not in desk.get(address, {"template": wrong}).content.decode()


def test_the_public_table_says_no_small_counts(client, settings):
    settings.CASE_SMALL_COUNT = 3
    month = timezone.localtime().replace(day=1) - timedelta(days=1)
    for number in range(4):
        case = report(state="upheld" if number else "received", in_time=number > 1 if number else None)
        type(case).objects.filter(pk=case.pk).update(created_at=month)
    asked()
    text = client.get(reverse("cases:figures")).content.decode()
    cells = f'<th scope="row">{month:%Y-%m}</th><td>4</td><td>3</td><td>67%</td><td>—</td>'
    assert cells in text
    assert "服务申请" not in text.partition("<main")[2], "this month is not over"
    settings.CASE_SMALL_COUNT = 5
    assert f'<th scope="row">{month:%Y-%m}</th><td>不足5件</td><td>—</td>' in client.get(reverse("cases:figures")).content.decode()


def test_who_changes_days_and_limits_stands_in_the_log():
    director = person("director")
    desk = signed_in(director)
    limit = {"kind": "consultation", "number": 24, "unit": "hours", "source": "服务承诺第三条"}
    desk.post(reverse("time_limits:add"), limit)
    address = reverse("time_limits:edit", args=[TimeLimit.objects.get().pk])
    desk.post(address, {**limit, "number": 36})
    desk.post(reverse("calendar_days:add"), {"day": "2027-05-04", "works": "", "name": "停电检修"})
    desk.post(reverse("calendar_days:delete", args=[CalendarDay.objects.get().pk]))
    entries = AuditEntry.objects.filter(actor=director, action__startswith="cases.").order_by("pk")
    assert [entry.action for entry in entries] == ["cases.limit_added", "cases.limit_changed", "cases.day_added", "cases.day_deleted"]
    changed, deleted = entries[1], entries[3]
    assert (changed.before["number"], changed.after["number"]) == (24, 36)
    assert deleted.before == {"day": "2027-05-04", "works": False, "name": "停电检修"}
