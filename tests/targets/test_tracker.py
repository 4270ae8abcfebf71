"""Pace, forecast and spans of targets, against plain counts."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from portal.targets.chart import chart
from portal.targets.counters import Counter, Entry, register_counter
from portal.targets.models import Milestone
from portal.targets.tracker import Progress, Span, span_of, spans
from tests.factories.targets import TargetFactory, entries


def target(**values):
    made = TargetFactory.build(**values)
    made.milestones = [Milestone(day=date(2026, 12, 31), total=20)] if made.every == "once" else []
    return made


@pytest.mark.parametrize(
    ("every", "day", "first", "last"),
    [
        ("once", date(2027, 5, 5), date(2026, 1, 1), date(2028, 12, 31)),
        ("year", date(2026, 12, 31), date(2026, 1, 1), date(2026, 12, 31)),
        ("year", date(2027, 1, 1), date(2027, 1, 1), date(2027, 12, 31)),
        ("quarter", date(2028, 3, 31), date(2028, 1, 1), date(2028, 3, 31)),
        ("quarter", date(2028, 4, 1), date(2028, 4, 1), date(2028, 6, 30)),
        ("month", date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
        ("month", date(2020, 1, 1), date(2026, 1, 1), date(2026, 1, 31)),
        ("year", date(2031, 1, 1), date(2028, 1, 1), date(2028, 12, 31)),
    ],
)
def test_a_target_has_its_days(every, day, first, last):
    assert span_of(target(every=every), day) == Span(first, last)


def test_spans_follow_one_another_without_a_gap():
    made = list(spans(target(every="quarter"), date(2027, 2, 1)))
    assert len(made) == 5
    assert all(later.first - earlier.last == timedelta(days=1) for later, earlier in pairwise(made))


@pytest.mark.parametrize("seed", range(20))
def test_figures_are_those_of_a_plain_count(seed):
    """Each figure of random entries on a random day is found again by walking over the days one by one."""
    draw = random.Random(seed)  # noqa: S311 - a drawing of test data
    made = target()
    span = span_of(made, date(2026, 6, 1))
    days = [span.first + timedelta(days=draw.randrange((span.last - span.first).days + 1)) for _number in range(draw.randrange(90))]
    rows = [Entry(day, "篇", counts=draw.random() < 0.8) for day in days]
    today = span.first + timedelta(days=draw.randrange((span.last - span.first).days + 1))
    progress = Progress(made, span, today, rows)
    done = owed = 0
    day, year_end, due = span.first, date(2026, 12, 31), {}
    while day <= span.last:
        done += sum(row.day == day and row.counts and day <= today for row in rows)
        first_leg = day <= year_end
        leg = (year_end - span.first).days + 1 if first_leg else (span.last - year_end).days
        gone = (day - span.first).days + 1 if first_leg else (day - year_end).days
        owed = int(20 * gone / leg + 1e-9) if first_leg else int(20 + 40 * gone / leg + 1e-9)
        due[day] = owed
        assert (progress.done_by(day), progress.due_by(day)) == (done, owed), day
        day += timedelta(days=1)
    assert progress.done == done == len(rows) - len(progress.left_out)
    assert sum(row[1] for row in progress.months()) == done
    sunday = next(today + timedelta(days=number) for number in range(7) if (today + timedelta(days=number)).isoweekday() == 7)
    assert progress.missing_this_week == max(0, due[min(sunday, span.last)] - done)
    assert progress.state == ("reached" if done >= 60 else "on_pace" if done >= due[today] else "behind")
    assert len(chart(progress).marks) == 2


def test_the_milestone_and_the_end_are_due_on_their_day():
    progress = Progress(target(), span_of(target(), date(2026, 6, 1)), date(2026, 12, 31), entries(*[date(2026, 12, 31)] * 19))
    assert (progress.due, progress.done, progress.state) == (20, 19, "behind")
    assert progress.due_by(date(2028, 12, 31)) == 60
    assert progress.next_mark == (date(2026, 12, 31), 20)


def test_the_forecast_goes_on_as_it_went():
    made = target()
    half = date(2027, 7, 2)
    assert Progress(made, span_of(made, half), half, entries(*[date(2026, 5, 1)] * 20)).forecast == 40
    assert Progress(made, span_of(made, half), date(2029, 1, 1), entries(*[date(2026, 5, 1)] * 20)).state == "missed"


def test_what_lies_ahead_does_not_count_yet():
    progress = Progress(target(), span_of(target(), date(2026, 6, 1)), date(2026, 6, 1), entries(date(2026, 6, 1), date(2026, 6, 2)))
    assert progress.done == 1
    assert [row.reason for row in progress.left_out] == ["日期还没有到"]


def test_a_share_is_of_all_there_is():
    register_counter(Counter("test_share", "份额", lambda start, end: [], of_all=True))
    rows = [Entry(date(2026, 1, 5), "一"), Entry(date(2026, 2, 5), "二"), Entry(date(2026, 1, 1), "三", counts=False)]
    progress = Progress(target(counter="test_share", total=100), span_of(target(), date(2026, 3, 1)), date(2026, 3, 1), rows)
    assert (progress.done_by(date(2026, 1, 31)), progress.done) == (33, 66)


def test_the_day_changes_at_midnight_of_the_county(monkeypatch):
    """A quarter to midnight in Shanghai is the old year, though it is afternoon in UTC; a quarter past is the new one."""
    made = target(every="year")
    for minute, year in ((datetime(2026, 12, 31, 15, 45, tzinfo=UTC), 2026), (datetime(2026, 12, 31, 16, 15, tzinfo=UTC), 2027)):
        monkeypatch.setattr(timezone, "now", lambda minute=minute: minute)
        span = span_of(made, timezone.localdate())
        assert (span.first.year, Progress(made, span, entries=[]).today.year) == (year, year)
