"""Figures of a month's moderation, counted from the records alone (CAC order 5 art. 17: yearly governance report)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.moderation.models import Appeal, Decision, Report, Screening, TakeDown

Action = Decision.Action


@dataclass(frozen=True)
class Figures:
    """One month in numbers. Rates are of 1, and None where there is nothing to divide; ``median_hours`` counts decisions of people."""

    month: date
    submitted: int
    blocked: int
    approved: int
    returned: int
    refused: int
    escalated: int
    appeals: int
    overturned: int
    false_hits: float | None
    median_hours: float | None
    taken_down: int
    restored: int
    reports: int
    reports_upheld: int


LABELS = {
    "month": _("月份"),
    "submitted": _("提交筛查（次）"),
    "blocked": _("自动拦截（次）"),
    "approved": _("审核通过（次）"),
    "returned": _("退回修改（次）"),
    "refused": _("不予发布（次）"),
    "escalated": _("提请主任（次）"),
    "appeals": _("申诉（件）"),
    "overturned": _("申诉后改变（件）"),
    "false_hits": _("误拦率（%）"),
    "median_hours": _("审核用时中位数（小时）"),
    "taken_down": _("撤下（件）"),
    "restored": _("其中恢复（件）"),
    "reports": _("举报（件）"),
    "reports_upheld": _("举报属实（件）"),
}


def bounds(month: date) -> tuple[datetime, datetime]:
    """Return the first moment of a month and of the next one, in local time."""
    first = month.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    zone = timezone.get_current_timezone()
    return datetime(first.year, first.month, 1, tzinfo=zone), datetime(following.year, following.month, 1, tzinfo=zone)


def figures(month: date) -> Figures:
    """Return the figures of the month in which a day lies.

    The false-hit rate is the share of automatic blocks that an appeal overturned.
    """
    start, end = bounds(month)
    decisions = Decision.objects.filter(at__gte=start, at__lt=end)
    by_action = dict.fromkeys(Action.values, 0)
    hours = []
    for action, since, at in decisions.values_list("action", "since", "at"):
        by_action[action] += 1
        if action in {Action.APPROVE, Action.RETURN, Action.REFUSE}:
            hours.append((at - since).total_seconds() / 3600)
    appeals = Appeal.objects.filter(at__gte=start, at__lt=end)
    overturned = appeals.filter(outcome=Appeal.Outcome.OVERTURNED)
    blocks = by_action[Action.BLOCK]
    wrong = overturned.filter(decision__action=Action.BLOCK).count()
    removed = TakeDown.objects.filter(at__gte=start, at__lt=end)
    reports = Report.objects.filter(created_at__gte=start, created_at__lt=end)
    return Figures(
        month=start.date(),
        submitted=Screening.objects.filter(at__gte=start, at__lt=end, occasion=Screening.Occasion.SUBMIT).count(),
        blocked=blocks,
        approved=by_action[Action.APPROVE],
        returned=by_action[Action.RETURN],
        refused=by_action[Action.REFUSE],
        escalated=by_action[Action.ESCALATE],
        appeals=appeals.count(),
        overturned=overturned.count(),
        false_hits=round(wrong / blocks, 4) if blocks else None,
        median_hours=round(median(hours), 1) if hours else None,
        taken_down=removed.count(),
        restored=removed.filter(restored_at__isnull=False).count(),
        reports=reports.count(),
        reports_upheld=reports.filter(state=Report.State.UPHELD).count(),
    )


def last_months(number: int = 12, today: date | None = None) -> list[Figures]:
    """Return the figures of the last months, this one first."""
    day, found = (today or timezone.localdate()).replace(day=1), []
    for _month in range(number):
        found.append(figures(day))
        day = (day - timedelta(days=1)).replace(day=1)
    return found


def shown(row: Figures, name: str) -> str:
    """Return one figure as a table shows it; nothing to count is a dash, never a zero."""
    value = getattr(row, name)
    if value is None:
        return "—"
    if name == "month":
        return f"{value:%Y-%m}"
    return f"{value * 100:.1f}" if name == "false_hits" else str(value)
