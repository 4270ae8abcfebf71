"""A year's plan against what was held, and what people wish for (R-TRAIN-7)."""

from collections import Counter
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from portal.accounts.limits import consume
from portal.core.transitions import TransitionError
from portal.places.services import towns
from portal.training.counts import held, public_number
from portal.training.models import PLAIN_GROUPS, Enrolment, Headcount, PlanLine, Subject, TrainingPlan, Wish

_MONTHS_OF_QUARTER = 3


def head() -> list[str]:
    """Return the headings of :func:`lines`."""
    names = ("quarter", "level", "audience", "subject", "sessions", "persons")
    return [*(str(PlanLine._meta.get_field(name).verbose_name) for name in names), _("已办班次"), _("已培训人次")]


def lines(plan: TrainingPlan, *, public: bool) -> list[list[str]]:
    """Return a plan line by line, and its total, with what was held.

    Args:
        plan: the plan, as its draft has it.
        public: whether small numbers of persons are hidden. A session counts in every line that it fits, and once in the total.
    """
    done = _held_sessions(plan.year) if plan.year else []
    rows, planned, numbers = [], list(plan.lines.all()), []
    for line in planned:
        kind = (line.get_quarter_display(), line.get_level_display(), line.get_audience_display(), line.get_subject_display())
        fits = [count for session, count in done if _fits(session, line)]
        numbers.append(sum(fits))
        figures = (line.sessions, line.persons, len(fits), public_number(numbers[-1]) if public else numbers[-1])
        rows.append([*(str(cell or _("不限")) for cell in kind), *(str(figure) for figure in figures)])
    numbers.append(sum(count for session, count in done if not any(_fits(session, line) for line in planned)))
    # From a total and all other numbers anybody could work out the hidden one.
    hidden = public and any(public_number(number) != str(number) for number in numbers)
    persons = _("不显示") if hidden else sum(count for _session, count in done)
    total = (sum(line.sessions for line in planned), sum(line.persons for line in planned), len(done), persons)
    return [*rows, [_("合计"), "", "", "", *(str(figure) for figure in total)]]


def _fits(session, line: PlanLine) -> bool:
    course = session.course
    quarter = (session.starts_on.month - 1) // _MONTHS_OF_QUARTER + 1
    audience = not line.audience or line.audience in course.audience
    return quarter == line.quarter and course.level == line.level and audience and line.subject in {"", course.subject}


def _held_sessions(year: int) -> list[tuple[Any, int]]:
    """Return the sessions held in a year, each with how many came."""
    sessions = list(held(year).select_related("course"))
    places: Any = Enrolment.objects
    came: Counter = Counter(dict(places.came().filter(offer__in=sessions).order_by().values_list("offer").annotate(Count("pk"))))
    gone = Headcount.objects.filter(session__in=sessions, group=Headcount.PLACE).order_by()
    came.update(dict(gone.values_list("session").annotate(Sum("persons"))))
    return [(session, came[session.pk]) for session in sessions]


@transaction.atomic
def wish(*, address: str, **said) -> Wish:
    """Keep what somebody wishes.

    Args:
        address: where it came from; only counted, never kept with it.
        said: town, audience, subjects and times.

    Raises:
        TransitionError: ``often``: the address has sent its share (``training_survey`` of ``ACCESS_LIMITS``).
    """
    if not consume("training_survey", address):
        raise TransitionError(_("这个网络今天提交的次数太多，请明天再填。"), code="often")
    return Wish.objects.create(**said)


def wishes(year: int) -> list[tuple[str, list[tuple[str, int]]]]:
    """Return what was wished for in a year: a heading with ``(label, number)`` for subjects, times, groups and towns."""
    counts: dict[str, Counter] = {name: Counter() for name in ("subjects", "times", "audience", "town")}
    rows = Wish.objects.filter(sent_on__year=year).values_list("subjects", "times", "audience", "town__code")
    for subjects, times, audience, town in rows.iterator():
        counts["subjects"].update(subjects)
        counts["times"].update(times)
        counts["audience"].update([audience])
        counts["town"].update([town or ""])
    places: list = [*((town.code, town.name) for town in towns()), ("", _("本县以外"))]
    kinds: list = [
        ("subjects", _("想学什么"), Subject.choices),
        ("times", _("什么时候方便"), Wish.Time.choices),
        ("audience", _("人群"), PLAIN_GROUPS),
        ("town", _("所在乡镇"), places),
    ]
    return [(title, [(str(label), counts[name][value]) for value, label in values]) for name, title, values in kinds]
