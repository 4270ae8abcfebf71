"""Working days against the lists of the State Council."""

from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from portal.cases.clocks import due_at
from portal.cases.working_days import Calendar, Change, WorkingDays

# Start in UTC, working days, last day in Shanghai.
GOLDEN = [
    # A plain week: Monday to the Monday after.
    ((2026, 6, 1, 2, 0), 5, date(2026, 6, 8)),
    # Over National Day 2026: free from 1 to 7 October, work on Saturday the 10th.
    ((2026, 9, 30, 2, 0), 5, date(2026, 10, 13)),
    # Over Spring Festival 2026: free from 15 to 23 February, work on Saturday the 14th.
    ((2026, 2, 13, 2, 0), 2, date(2026, 2, 24)),
    # Eleven at night in UTC is the next day in Shanghai.
    ((2026, 6, 1, 23, 0), 1, date(2026, 6, 3)),
    # Seven years back: four days of May 2019 with make-up days on 28 April and 5 May.
    ((2019, 4, 26, 2, 0), 3, date(2019, 4, 30)),
    ((2019, 4, 30, 2, 0), 1, date(2019, 5, 5)),
]


@pytest.mark.parametrize(("start", "number", "last"), GOLDEN, ids=[f"{last:%Y-%m-%d}" for _start, _number, last in GOLDEN])
def test_golden_dates(start, number, last):
    deadline = due_at(datetime(*start, tzinfo=UTC), WorkingDays(number))
    assert deadline.at.date() == last
    assert f"{deadline.at:%H:%M:%S %z}" == "23:59:59 +0800"


def test_the_reason_names_what_was_left_out():
    why = due_at(datetime(2026, 9, 30, 2, 0, tzinfo=UTC), WorkingDays(5)).why
    assert why == "自2026-09-30 10:00起5个工作日，次日起算，2026-10-13结束；放假不计：国庆节5天；调休上班：10-10"


def test_a_year_without_a_list_is_marked():
    deadline = due_at(datetime(2030, 10, 1, tzinfo=UTC), WorkingDays(5))
    assert deadline.at.date() == date(2030, 10, 8)
    assert deadline.why.endswith("没有2030年的放假安排，按周一至周五计算")


def test_a_long_limit_has_a_reason_that_fits_its_column():
    from portal.moderation.models import Report

    why = due_at(datetime(2025, 1, 1, tzinfo=UTC), WorkingDays(1000)).why
    assert len(why) <= Report._meta.get_field("due_why").max_length


def test_every_day_of_the_lists():
    day, last = date(2004, 1, 1), date(2026, 12, 31)
    while day <= last:
        assert Calendar().works(day) == chinese_calendar.is_workday(day)
        day += timedelta(days=1)


def _days(year: int, text: str) -> set[date]:
    """Return the days that a text names: ``2/10-17`` or ``5/1``, one stretch in one month each."""
    found = set()
    for stretch in text.split():
        month, _slash, days = stretch.partition("/")
        first, _dash, last = days.partition("-")
        found |= {date(year, int(month), day) for day in range(int(first), int(last or first) + 1)}
    return found


# As the State Council's notices have them, written down by hand: what is free, and the weekends that are worked. Of 2019 with the change
# of 22 March, of 2020 with that of 26 January.
PUBLISHED = {
    2019: ("1/1 2/4-10 4/5-7 5/1-4 6/7-9 9/13-15 10/1-7", "2/2-3 4/28 5/5 9/29 10/12"),
    2020: ("1/1 1/24-31 2/1-2 4/4-6 5/1-5 6/25-27 10/1-8", "1/19 4/26 5/9 6/28 9/27 10/10"),
    2021: ("1/1-3 2/11-17 4/3-5 5/1-5 6/12-14 9/19-21 10/1-7", "2/7 2/20 4/25 5/8 9/18 9/26 10/9"),
    2022: ("1/1-3 1/31 2/1-6 4/3-5 4/30 5/1-4 6/3-5 9/10-12 10/1-7 12/31", "1/29-30 4/2 4/24 5/7 10/8-9"),
    2023: ("1/1-2 1/21-27 4/5 4/29-30 5/1-3 6/22-24 9/29-30 10/1-6", "1/28-29 4/23 5/6 6/25 10/7-8"),
    2024: ("1/1 2/10-17 4/4-6 5/1-5 6/10 9/15-17 10/1-7", "2/4 2/18 4/7 4/28 5/11 9/14 9/29 10/12"),
    2025: ("1/1 1/28-31 2/1-4 4/4-6 5/1-5 5/31 6/1-2 10/1-8", "1/26 2/8 4/27 9/28 10/11"),
    2026: ("1/1-3 2/15-23 4/4-6 5/1-5 6/19-21 9/25-27 10/1-7", "1/4 2/14 2/28 5/9 9/20 10/10"),
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_every_day_of_the_years_as_published(year):
    free, worked = (_days(year, text) for text in PUBLISHED[year])
    assert {day.weekday() for day in worked} <= {5, 6}
    day, calendar = date(year, 1, 1), Calendar()
    while day.year == year:
        assert calendar.works(day) == (day in worked or (day.weekday() < 5 and day not in free)), day
        day += timedelta(days=1)


def test_later_with_more_days_and_never_before_the_start():
    start = datetime(2026, 1, 28, 20, 0, tzinfo=UTC)
    ends = [due_at(start, WorkingDays(number)).at for number in range(40)]
    assert ends == sorted(set(ends))
    assert ends[0] > start


@given(
    start=st.dates(date(2025, 12, 1), date(2026, 12, 31)),
    number=st.integers(1, 30),
    free=st.sets(st.dates(date(2025, 12, 1), date(2027, 3, 1)), max_size=8),
    more=st.dates(date(2025, 12, 1), date(2027, 3, 1)),
)
def test_another_free_day_never_makes_it_due_earlier(start, number, free, more):
    begun = datetime(start.year, start.month, start.day, 2, tzinfo=UTC)
    before, after = (Calendar({day: Change(works=False, name="县庆") for day in days}) for days in (free, {*free, more}))
    first, second = (due_at(begun, WorkingDays(number, calendar)) for calendar in (before, after))
    assert begun < first.at <= second.at
    assert after.works(timezone.localtime(second.at).date())
