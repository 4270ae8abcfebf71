"""The quarterly report of the self-inspection: each rule now, and what was found and mended in the quarter (R-SUP-4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Min, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.moments import day_text, minute_text
from portal.inspection.models import Finding, Rule

_OPEN, _ACCEPTED = Finding.State.OPEN, Finding.State.ACCEPTED


@dataclass(frozen=True)
class Quarter:
    """Three months."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """How it is called."""
        return _("%(year)d年第%(number)d季度") % {"year": self.first.year, "number": (self.first.month + 2) // 3}


def quarter_of(day: date) -> Quarter:
    """Return the quarter of a day."""
    number = (day.month - 1) // 3
    # The last day of the last quarter of all has no day after it.
    return Quarter(date(day.year, 3 * number + 1, 1), date(day.year, 3 * number + 3, 31 if number in {0, 3} else 30))


def quarters(today: date) -> list[Quarter]:
    """Return the quarters of which there may be something to say, the newest first."""
    first = Finding.objects.aggregate(first=Min("found_on"))["first"] or today
    found = [quarter_of(today)]
    while found[-1].first > first:
        found.append(quarter_of(found[-1].first - timedelta(days=1)))
    return found


@dataclass(frozen=True)
class Line:
    """What the report says of a rule.

    Attributes:
        open, late, accepted: how many findings are so now.
        opened, fixed: how many came and went in the quarter.
        left: how many were there when the quarter ended, or are now.
        days: from finding to mending, on average of those mended in the quarter.
    """

    rule: Rule
    open: int
    late: int
    accepted: int
    opened: int
    fixed: int
    left: int
    days: float | None

    @property
    def failed(self) -> bool:
        """Whether so many are late that the clause is not kept."""
        return self.late >= self.rule.threshold

    @property
    def result(self) -> str | Promise:
        """How the rule stands now, in words."""
        if self.rule.error or self.rule.checked_at is None:
            return gettext_lazy("没有查成")
        if self.failed:
            return gettext_lazy("单项否决") if self.rule.severity == Rule.Severity.VETO else gettext_lazy("扣分")
        return gettext_lazy("有待整改") if self.open else gettext_lazy("合格")


def report_lines(quarter: Quarter) -> list[Line]:
    """Return the report of a quarter, a line for each rule that is looked at or was in the quarter; in one statement."""
    today, within = timezone.localdate(), (quarter.first, quarter.last)
    is_open, fixed = Q(findings__state=_OPEN), Q(findings__fixed_on__range=within)
    left = Q(findings__found_on__lte=quarter.last) & (Q(findings__fixed_on=None) | Q(findings__fixed_on__gt=quarter.last))
    took = ExpressionWrapper(F("findings__fixed_on") - F("findings__found_on"), DurationField())
    rules = Rule.objects.select_related("owner").annotate(
        n_open=Count("findings", filter=is_open),
        n_late=Count("findings", filter=is_open & Q(findings__due_on__lt=today)),
        n_accepted=Count("findings", filter=Q(findings__state=_ACCEPTED)),
        n_opened=Count("findings", filter=Q(findings__found_on__range=within)),
        n_fixed=Count("findings", filter=fixed),
        n_left=Count("findings", filter=left),
        took=Avg(took, filter=fixed),
    )
    shown = rules.filter(Q(active=True) | Q(n_opened__gt=0) | Q(n_fixed__gt=0) | Q(n_left__gt=0))
    return [_line(rule) for rule in shown]


def _line(rule) -> Line:
    days = round(rule.took / timedelta(days=1), 1) if rule.took is not None else None
    return Line(rule, rule.n_open, rule.n_late, rule.n_accepted, rule.n_opened, rule.n_fixed, rule.n_left, days)


def report_table(quarter: Quarter, lines: list[Line]) -> Iterator[list]:
    """Yield the report as a table: the rules, then each finding that the quarter has seen."""
    yield [_("网站自查报告"), quarter.name]
    yield [_("统计时间"), minute_text(timezone.now())]
    yield []
    yield [
        _("规则"),
        _("依据"),
        _("性质"),
        _("责任岗位"),
        _("目前结果"),
        _("待整改"),
        _("超期"),
        _("说明后接受"),
        _("本季新发现"),
        _("本季已整改"),
        _("季末未整改"),
        _("平均整改天数"),
    ]
    for line in lines:
        rule = line.rule
        told = [rule.name, rule.source, rule.get_severity_display(), rule.owner.name, line.result]
        counts = [line.open, line.late, line.accepted, line.opened, line.fixed, line.left]
        yield [*told, *counts, "" if line.days is None else line.days]
    yield []
    yield [_("规则"), _("对象"), _("问题"), _("发现日期"), _("整改期限"), _("整改日期"), _("状态"), _("接受的理由")]
    for found in findings_of(quarter).select_related("rule").iterator():
        days = [day_text(day) for day in (found.found_on, found.due_on, found.fixed_on)]
        yield [found.rule.name, found.title, found.note, *days, found.get_state_display(), found.why]


def findings_of(quarter: Quarter):
    """Return the findings that stood on any day of a quarter."""
    standing = Q(fixed_on=None) | Q(fixed_on__gte=quarter.first)
    return Finding.objects.filter(standing, found_on__lte=quarter.last).order_by("rule__order", "rule", "due_on", "pk")
