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
