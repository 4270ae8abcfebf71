"""Confirming that something was put right, and the figures of a year (R-SUP-4, R-SUP-5)."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Avg, Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.cases.handlers import watched_kinds
from portal.cases.models import Graded
from portal.core import audit
from portal.core.transitions import TransitionError
from portal.inspection.models import Finding
from portal.records.models import ServiceRecord
from portal.supervision.models import Rectification, ServiceAssessment, Visit

MAY_CONFIRM = "supervision.confirm_rectification"
MAY_SEE = "supervision.view_serviceassessment"
MAY_ISSUE = "supervision.change_serviceassessment"
# A heading with ``[label, value]`` lines.
Figures = list[list[Any]]
_NONE = "—"


@transaction.atomic
def confirm(row: Rectification, actor) -> Rectification:
    """Confirm that something was put right.

    Raises:
        TransitionError: ``stranger``: it is not for ``actor`` to say; ``open``: nobody says that it is done, or it was confirmed.
    """
    if not actor.has_perm(MAY_CONFIRM):
        raise TransitionError(_("您不能核实整改事项。"), code="stranger")
    row = Rectification.objects.select_for_update().get(pk=row.pk)
    if row.done_on is None or row.confirmed_at is not None:
        raise TransitionError(_("只有已整改、还没有核实的事项可以核实。"), code="open")
    row.confirmed_at, row.confirmed_by = timezone.now(), actor
    row.save(update_fields=["confirmed_at", "confirmed_by"])
    audit.record("supervision.rectification_confirmed", row, actor=actor)
    return row


def figures(year: int) -> Figures:
    """Return what is known of the services of a year: cases of every kind, service records, self-inspection, faults put right, visits."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    begin = timezone.make_aware(datetime.combine(first, time.min))
    end = begin + timedelta(days=(last - first).days + 1)
    found: Figures = [[str(kind.model._meta.verbose_name), _case_figures(kind, begin, end)] for kind in watched_kinds()]
    served = ServiceRecord.objects.filter(served_on__range=(first, last)).order_by()
    facts = served.aggregate(number=Count("pk"), graded=Count("satisfaction"), mean=Avg("satisfaction"))
    found.append([_("服务记录"), [[_("次数"), str(facts["number"])], [_("评价"), _graded(facts["graded"], facts["mean"])]]])
    seen = Finding.objects.filter(found_on__range=(first, last)).order_by()
    facts = seen.aggregate(number=Count("pk"), fixed=Count("fixed_on"))
    found.append([_("自查"), [[_("发现"), str(facts["number"])], [_("已整改"), str(facts["fixed"])]]])
    wrong = Rectification.objects.filter(found_on__range=(first, last)).order_by()
    in_time = Q(done_on__isnull=False, done_on__lte=F("due_on"))
    facts = wrong.aggregate(number=Count("pk"), done=Count("done_on"), in_time=Count("pk", filter=in_time))
    found.append([_("整改清单"), [[_("事项"), str(facts["number"])], [_("按期完成"), _share(facts["in_time"], facts["number"])]]])
    visits = Visit.objects.filter(visited_on__range=(first, last)).count()
    found.append([_("走访"), [[_("次数"), str(visits)]]])
    return found


def _case_figures(kind, begin: datetime, end: datetime) -> list[list[str]]:
    rows = kind.cases.filter(created_at__gte=begin, created_at__lt=end).order_by()
    facts = rows.aggregate(number=Count("pk"), answered=Count("in_time"), on_time=Count("pk", filter=Q(in_time=True)))
    lines = [[_("受理"), str(facts["number"])], [_("按时答复"), _share(facts["on_time"], facts["answered"])]]
    if issubclass(kind.model, Graded):
        grades = rows.aggregate(graded=Count("grade"), mean=Avg("grade"))
        lines.append([_("评价"), _graded(grades["graded"], grades["mean"])])
    return lines


def _share(part: int, whole: int) -> str:
    return f"{part} / {whole}（{100 * part / whole:.0f}%）" if whole else _NONE


def _graded(number: int, mean: float | None) -> str:
    return _("%(number)d 次，平均 %(mean).2f 分") % {"number": number, "mean": mean} if number else _NONE


@transaction.atomic
def write_assessment(year: int, *, analysis: str, improvements: str, issue: bool, actor) -> ServiceAssessment:
    """Keep the words of a year's assessment, and with ``issue`` its figures for good.

    Raises:
        TransitionError: ``stranger``: it is not for ``actor`` to write; ``issued``: it was issued before; ``early``: the year is not over.
    """
    if not actor.has_perm(MAY_ISSUE):
        raise TransitionError(_("您不能填写年度评价。"), code="stranger")
    row, _created = ServiceAssessment.objects.select_for_update().get_or_create(year=year)
    if row.issued_at is not None:
        raise TransitionError(_("这一年的评价已经出具，不能再改。"), code="issued")
    if issue and year >= timezone.localdate().year:
        raise TransitionError(_("年度结束以后才能出具。"), code="early")
    row.analysis, row.improvements = analysis, improvements
    if issue:
        row.figures, row.issued_at, row.issued_by = figures(year), timezone.now(), actor
    row.save()
    audit.record(f"supervision.assessment_{'issued' if issue else 'written'}", row, actor=actor, after={"year": year})
    return row
