"""The quarterly report against a plain count over random findings."""

import random
from datetime import date, timedelta

import pytest
from django.utils import timezone

from portal.inspection.models import Finding, Rule
from portal.inspection.report import quarter_of, quarters, report_lines, report_table
from tests.factories.inspection import FindingFactory, RuleFactory

pytestmark = pytest.mark.usefixtures("new_county")


@pytest.mark.parametrize(
    ("day", "first", "last", "name"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31), "2026年第1季度"),
        (date(2028, 2, 29), date(2028, 1, 1), date(2028, 3, 31), "2028年第1季度"),
        (date(2026, 6, 30), date(2026, 4, 1), date(2026, 6, 30), "2026年第2季度"),
        (date(2026, 9, 1), date(2026, 7, 1), date(2026, 9, 30), "2026年第3季度"),
        (date(9999, 12, 31), date(9999, 10, 1), date(9999, 12, 31), "9999年第4季度"),
    ],
)
def test_a_day_has_its_quarter(day, first, last, name):
    quarter = quarter_of(day)
    assert (quarter.first, quarter.last, quarter.name) == (first, last, name)


@pytest.mark.parametrize("seed", range(3))
def test_figures_are_those_of_a_plain_count(seed):
    draw = random.Random(seed)  # noqa: S311 - a drawing of test data
    Rule.objects.all().delete()
    today = timezone.localdate()
    rules = [RuleFactory(threshold=draw.choice([1, 5]), checked_at=timezone.now()) for _each in range(3)]
    rows = []
    for _each in range(60):
        found_on = today - timedelta(days=draw.randrange(300))
        state, fixed_on = draw.choice(["open", "accepted", "fixed"]), None
        if state == "fixed":
            fixed_on = found_on + timedelta(days=draw.randrange((today - found_on).days + 1))
        rows.append(FindingFactory(rule=draw.choice(rules), found_on=found_on, state=state, fixed_on=fixed_on))
    offered = quarters(today)
    assert offered[-1].first <= min(row.found_on for row in rows) <= offered[-1].last
    for quarter in offered:
        days = {quarter.first + timedelta(days=number) for number in range((quarter.last - quarter.first).days + 1)}
        lines = {line.rule: line for line in report_lines(quarter)}
        for rule in rules:
            own, line = [row for row in rows if row.rule == rule], lines[rule]
            fixed = [row for row in own if row.fixed_on in days]
            left = [row for row in own if row.found_on <= quarter.last and not (row.fixed_on and row.fixed_on <= quarter.last)]
            late = [row for row in own if row.state == "open" and row.due_on < today]
            assert (line.open, line.accepted) == tuple(sum(row.state == state for row in own) for state in ("open", "accepted"))
            assert (line.opened, line.fixed, line.left) == (sum(row.found_on in days for row in own), len(fixed), len(left))
            assert (line.late, line.failed) == (len(late), len(late) >= rule.threshold)
            took = [(row.fixed_on - row.found_on).days for row in fixed]
            assert line.days == (pytest.approx(sum(took) / len(took), abs=0.051) if took else None)
        named = {row[1] for row in report_table(quarter, []) if len(row) == 8 and row[1] != "对象"}
        assert named == {row.title for row in rows if row.found_on <= quarter.last and not (row.fixed_on and row.fixed_on < quarter.first)}


def test_the_result_says_what_is_at_stake():
    Rule.objects.all().delete()
    checked = timezone.now()
    never = RuleFactory(order=1)
    broken = RuleFactory(order=2, checked_at=checked, error="检查时出错。")
    good = RuleFactory(order=3, checked_at=checked)
    waiting, veto, deduct = (
        RuleFactory(order=order, checked_at=checked, severity=kind) for order, kind in ((4, "veto"), (5, "veto"), (6, "deduct"))
    )
    FindingFactory(rule=waiting)
    for rule in (veto, deduct):
        FindingFactory(rule=rule, due_on=timezone.localdate() - timedelta(days=1))
    off = RuleFactory(order=7, active=False)
    lines = report_lines(quarter_of(timezone.localdate()))
    assert [line.rule for line in lines] == [never, broken, good, waiting, veto, deduct]
    assert [str(line.result) for line in lines] == ["没有查成", "没有查成", "合格", "有待整改", "单项否决", "扣分"]
    FindingFactory(rule=off)
    assert off in [line.rule for line in report_lines(quarter_of(timezone.localdate()))]
    assert Finding.objects.to_do().filter(rule=off).count() == 0
