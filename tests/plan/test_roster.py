"""The roster: its month with holidays, its table and sheet, its import, and today's duty on the workbench."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from portal.plan.admin_views.roster import month_squares
from portal.plan.models import Duty
from portal.web import papers
from portal.workbench.tiles import tiles_for
from tests.factories.people import UserFactory, person, signed_in
from tests.support.spreadsheets import cells_of, imported, messages, plan

pytestmark = pytest.mark.usefixtures("new_county")
HEADINGS = ("日期", "值班人", "值班电话", "备注")


def row(*cells: str) -> dict:
    return dict(zip(HEADINGS, cells, strict=True))


@pytest.fixture
def staff():
    """Two members of staff with names of their own."""
    return [UserFactory(is_staff=True, last_name="柳", first_name=name) for name in ("一", "二")]


def test_the_month_marks_holidays_and_days_that_are_worked_instead():
    squares = {square.day: (square.mark, square.is_free) for week in month_squares(date(2025, 10, 1)) for square in week}
    assert squares[date(2025, 10, 1)] == ("国庆节", True)
    assert squares[date(2025, 10, 11)] == ("调休上班", False)
    assert squares[date(2025, 10, 12)] == ("休息", True)
    assert squares[date(2025, 10, 13)] == ("", False)
    days = [square.day for week in month_squares(date(2024, 12, 1)) for square in week if square.in_month]
    assert days == [date(2024, 12, number) for number in range(1, 32)]


def test_everybody_reads_the_month_and_takes_it_along(staff):
    Duty.objects.create(day=date(2025, 10, 1), staff=staff[0], phone="0715-1234567", note="带班")
    editor, address = signed_in(person("editor")), reverse("plan_roster")
    shown = editor.get(address, {"month": "2025-10"}).content.decode()
    assert all(text in shown for text in ("柳一", "0715-1234567", "国庆节", "2025-09", "2025-11"))
    rows = cells_of(editor.get(address, {"month": "2025-10", "export": "xlsx"}).content)
    assert ["2025-10-01", "周三", "国庆节", "柳一", "0715-1234567", "带班"] in rows
    assert len(rows) == 32
    assert "没有这一年的放假安排" in editor.get(address, {"month": "2099-01"}).content.decode()
    if papers.library():
        assert editor.get(address, {"month": "2025-10", "export": "pdf"}).content[:5] == b"%PDF-"


@pytest.mark.parametrize("month", ["2025-13", "x", "9999-12", "0001-01", ""])
def test_any_month_in_the_address_is_answered(month):
    assert signed_in(person("editor")).get(reverse("plan_roster"), {"month": month}).status_code == 200


def test_a_table_with_bad_rows_changes_nothing_and_each_of_them_is_named(staff):
    Duty.objects.create(day=date(2026, 10, 1), staff=staff[0], phone="0715-1234567")
    UserFactory(is_staff=True, last_name="柳", first_name="二")
    dirty = plan(
        "duty-roster",
        row("2026-10-01", "柳一", "0715-7654321", ""),
        row("2026-02-30", "柳一", "0715-1234567", ""),
        row("2026-10-02", "没有此人", "0715-1234567", ""),
        row("2026-10-03", "柳二", "0715-1234567", ""),
        row("2026-10-04", "柳一", "一二三", ""),
        row("2026-10-05", "柳一", "", ""),
        row("2026年10月6日", "柳一", "0715-1234567", ""),
        row("2026-10-06", "柳一", "0715-1234567", ""),
    )
    assert sorted({error.row for error in dirty.errors}) == [3, 4, 5, 6, 7, 9]
    assert any("重复" in message for message in messages(dirty))
    assert Duty.objects.get().phone == "0715-1234567"


def test_a_table_adds_days_changes_what_it_says_and_leaves_the_rest(staff):
    Duty.objects.create(day=date(2026, 10, 1), staff=staff[0], phone="0715-1234567")
    Duty.objects.create(day=date(2026, 10, 9), staff=staff[1], phone="0715-1234567")
    rows = (row("2026-10-01", "柳一", "0715-7654321", "带班"), row("2026-10-01", "柳二", "0715-1234567", ""))
    assert plan("duty-roster", *rows).counts == {"create": 1, "change": 1, "unchanged": 0}
    for _twice in range(2):
        imported("duty-roster", *rows)
    found = [(str(duty.day), str(duty.staff), duty.phone, duty.note) for duty in Duty.objects.order_by("day", "staff")]
    assert found == [
        ("2026-10-01", "柳一", "0715-7654321", "带班"),
        ("2026-10-01", "柳二", "0715-1234567", ""),
        ("2026-10-09", "柳二", "0715-1234567", ""),
    ]


def test_a_person_is_on_duty_once_a_day_and_stands_on_everybodys_workbench(staff):
    duty = Duty.objects.create(day=timezone.localdate(), staff=staff[0], phone="0715-1234567", note="带班")
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.create(day=duty.day, staff=staff[0], phone="0715-1234567")
    seen = {found.tile.name: found for found in tiles_for(person("editor"))}["plan_duty"]
    assert [(line.title, line.note) for line in seen.lines] == [("柳一", "带班")]


def test_only_the_director_and_the_clerk_change_the_roster(staff):
    assert signed_in(person("editor")).get(reverse("duties:add")).status_code == 302
    client = signed_in(person("director"))
    sent = {"day": "2026-10-01", "staff": staff[0].pk, "phone": "0715-1234567", "note": ""}
    assert client.post(reverse("duties:add"), sent).status_code == 302
    assert "当天已经排了值班" in client.post(reverse("duties:add"), sent).content.decode()
    assert Duty.objects.get().staff == staff[0]
