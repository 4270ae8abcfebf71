"""Moments are shown in the portal's time zone."""

from datetime import UTC, date, datetime

from portal.core.moments import day_text, machine_text, minute_text, second_text, spoken

LATE = datetime(2026, 3, 14, 17, 5, 9, tzinfo=UTC)


def test_the_day_after_the_one_of_utc():
    assert day_text(LATE) == "2026-03-15"
    assert minute_text(LATE) == "2026-03-15 01:05"
    assert second_text(LATE) == "2026-03-15 01:05:09"
    assert spoken(LATE) == "2026年3月15日1时05分"
    assert machine_text(LATE) == "2026-03-15T01:05:09+08:00"


def test_a_day_is_what_it_is_and_nothing_is_nothing():
    assert day_text(date(2026, 3, 14)) == "2026-03-14"
    assert (day_text(None), minute_text(None), second_text(None), machine_text(None)) == ("", "", "", None)
