"""The calendar of events by month, and events as iCalendar files (R-ACT-2, R-SHOW-9)."""

from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from cms.events.models import EventPage
from cms.events.months import asked_month, beside, sheet_of
from tests.factories.events import event

pytestmark = pytest.mark.usefixtures("new_county")


def at(day: date, hour: int = 9):
    """Return a local moment."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def on(slug: str, first: date, last: date | None = None, **values) -> EventPage:
    """Return an event on these days."""
    return event(slug, starts_at=at(first), ends_at=at(last or first, 17), apply_until=None, **values)


def shown(query: str = "") -> str:
    """Return the calendar as a visitor reads it."""
    return Client().get(f"/events/calendar/{query}").content.decode()


def entries(path: str) -> list:
    """Return the events of a file, as a calendar reads them."""
    calendar = Calendar.from_ical(Client().get(path).content)
    return list(calendar.walk("VEVENT"))


def test_months_have_whole_weeks_and_long_events_stand_on_each_day():
    page = on("fair", date(2026, 2, 27), date(2026, 3, 2))
    days = sheet_of(date(2026, 2, 1))
    assert (days[0].day.isoweekday(), days[-1].day.isoweekday()) == (1, 7)
    assert [day.day for day in days if page in day.events] == [date(2026, 2, 27), date(2026, 2, 28)]
    assert [day.day for day in sheet_of(date(2026, 3, 1)) if page in day.events] == [date(2026, 3, 1), date(2026, 3, 2)]


def test_a_visitor_walks_from_month_to_month_and_not_beyond_the_events():
    on("first", date(2026, 1, 31))
    on("second", date(2026, 3, 1))
    february = shown("?month=2026-02")
    assert "这个月没有活动" in february
    assert "?month=2026-01" in february
    assert "?month=2026-03" in february
    assert 'rel="prev"' not in shown("?month=2026-01")
    assert 'rel="next"' not in shown("?month=2026-03")


def test_only_one_kind():
    on("salon-day", date(2026, 5, 5))
    on("fair-day", date(2026, 5, 6), kind="fair")
    only = shown("?month=2026-05&kind=fair")
    assert "活动fair-day" in only
    assert "活动salon-day" not in only


@pytest.mark.parametrize("asked", ["", "2026-13", "x", "0000-00", "0001-01", "9999-12", "2026-05-01"])
def test_what_is_no_month_is_this_month(asked):
    assert asked_month(asked) == timezone.localdate().replace(day=1)
    assert Client().get("/events/calendar/", {"month": asked}).status_code == 200


def test_months_go_on_over_the_year():
    assert beside(date(2026, 12, 1), 1) == date(2027, 1, 1)
    assert beside(date(2027, 1, 1), -1) == date(2026, 12, 1)


def test_drafts_are_in_neither():
    page = on("hidden", date(2026, 5, 5))
    EventPage.objects.filter(pk=page.pk).update(live=False)
    assert page.title not in shown("?month=2026-05")
    assert Client().get("/events/hidden/event.ics").status_code == 404


def test_the_file_of_an_event_says_when_and_where_in_local_time():
    page = on("talk", date(2099, 5, 5), title="谈谈；茶，油", place="一楼, 洽谈区; 东")
    (entry,) = entries(f"{page.get_absolute_url()}event.ics")
    assert entry.start == page.starts_at
    assert str(entry["DTSTART"].params["TZID"]) == "Asia/Shanghai"
    assert (str(entry["SUMMARY"]), str(entry["LOCATION"])) == ("谈谈；茶，油", "一楼, 洽谈区; 东")
    assert (str(entry["UID"]), str(entry["STATUS"])) == (str(page.translation_key), "CONFIRMED")
    assert str(entry["URL"]).endswith(page.get_absolute_url())


def test_all_events_are_in_one_file_and_what_was_taken_off_is_cancelled_without_a_word_of_it():
    stays, goes, past = on("stays", date(2099, 5, 5)), on("goes", date(2099, 5, 6)), on("past", date(2020, 5, 6))
    before = {str(entry["UID"]): int(entry["SEQUENCE"]) for entry in entries("/events/calendar.ics")}
    assert set(before) == {str(page.translation_key) for page in (stays, goes, past)}
    for page in (goes, past):
        EventPage.objects.get(pk=page.pk).unpublish()
    after = {str(entry["UID"]): entry for entry in entries("/events/calendar.ics")}
    assert set(after) == {str(stays.translation_key), str(goes.translation_key)}
    gone = after[str(goes.translation_key)]
    assert str(gone["STATUS"]) == "CANCELLED"
    assert int(gone["SEQUENCE"]) > before[str(goes.translation_key)]
    assert goes.title not in str(gone.to_ical(), "utf-8")


def test_a_changed_text_has_a_higher_number():
    page = on("moved", date(2099, 5, 5))
    first = int(entries("/events/moved/event.ics")[0]["SEQUENCE"])
    EventPage.objects.filter(pk=page.pk).update(last_published_at=page.first_published_at + timedelta(hours=1))
    assert int(entries("/events/moved/event.ics")[0]["SEQUENCE"]) > first
