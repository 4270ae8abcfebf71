"""The queue of what waits for review: by age and risk, with time limits; clean items can be approved together."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, OuterRef, Subquery, Value, When
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import TaskState, WorkflowState

from portal.moderation.admin_views.base import QUEUE, ModerationView, is_reviewer
from portal.moderation.decisions import AlreadyDecidedError, make_decision
from portal.moderation.models.records import Appeal, Screening, Verdict
from portal.moderation.workflow_steps import DirectorTask, ReviewTask

_RISK = {Verdict.BLOCK: 0, Verdict.REVIEW: 1, Verdict.NOTE: 2, Verdict.CLEAN: 3}
_UNKNOWN_RISK = 2
SORTS = {"risk": ("risk", "started_at", "pk"), "age": ("started_at", "pk")}
PAGE_SIZE = 50


def waiting():
    """Return the steps that wait for a person, with ``verdict`` and ``risk`` (0 is the gravest) of what they are about."""
    verdict = Screening.objects.filter(revision=OuterRef("revision")).order_by("-at", "-pk").values("verdict")[:1]
    people = [*ReviewTask.objects.values_list("pk", flat=True), *DirectorTask.objects.values_list("pk", flat=True)]
    current = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).values("current_task_state")
    rows = TaskState.objects.filter(pk__in=current, task__in=people, status=TaskState.STATUS_IN_PROGRESS)
    rows = rows.annotate(verdict=Subquery(verdict))
    ranks = [When(verdict=name, then=Value(rank)) for name, rank in _RISK.items()]
    return rows.annotate(risk=Case(*ranks, default=Value(_UNKNOWN_RISK), output_field=IntegerField()))


class QueueView(ModerationView):
    """Everything that waits, the gravest or the oldest first."""

    template_name = "moderation/admin/queue.html"
    page_title = gettext_lazy("待审队列")

    def may_enter(self, user):
        return is_reviewer(user)

    def get_context_data(self, **kwargs):
        rows = waiting()
        kinds = list(rows.values_list("revision__content_type", "revision__content_type__model").distinct().order_by())
        counts = dict(rows.order_by().values_list("verdict").annotate(number=Count("pk")))
        late_before = timezone.now() - timedelta(hours=settings.REVIEW_HOURS)
        late = rows.filter(started_at__lt=late_before).count()
        chosen = {name: self.request.GET.get(name, "") for name in ("verdict", "kind", "sort", "late")}
        page = Paginator(self._filtered(rows, chosen, late_before), PAGE_SIZE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "items": self._items(page, late_before),
            "page": page,
            "chosen": chosen,
            "late": late,
            "hours": settings.REVIEW_HOURS,
            "verdicts": [(value, label, counts.get(value, 0)) for value, label in Verdict.choices],
            "kinds": [(str(pk), _type_name(pk)) for pk, _model in kinds],
            "total": sum(counts.values()),
        }

    def _filtered(self, rows, chosen: dict, late_before):
        if chosen["verdict"] in Verdict.values:
            rows = rows.filter(verdict=chosen["verdict"])
        if chosen["kind"].isdigit():
            rows = rows.filter(revision__content_type=chosen["kind"])
        if chosen["late"]:
            rows = rows.filter(started_at__lt=late_before)
        rows = rows.select_related("task", "revision__user", "workflow_state__requested_by").defer("revision__content")
        return rows.order_by(*SORTS.get(chosen["sort"], SORTS["risk"]))

    def _items(self, page, late_before) -> list[dict]:
        states = list(page.object_list)
        appeals = dict(
            Appeal.objects.filter(
                outcome=Appeal.Outcome.OPEN, workflow_state__in=[state.workflow_state_id for state in states]
            ).values_list("workflow_state", "decision__by")
        )
        return [self._item(state, appeals, late_before) for state in states]

    def _item(self, state: TaskState, appeals: dict, late_before) -> dict:
        user = self.request.user
        appealed = state.workflow_state_id in appeals
        own = user.pk in {state.revision.user_id, state.workflow_state.requested_by_id}
        return {
            "state": state,
            "title": state.revision.object_str,
            "kind": _type_name(state.revision.content_type_id),
            "verdict": Verdict(state.verdict).label if state.verdict else "",
            "author": state.revision.user or state.workflow_state.requested_by,
            "late": state.started_at < late_before,
            "appealed": appealed,
            "mine": own or (appealed and appeals[state.workflow_state_id] == user.pk),
            "bulk": state.verdict == Verdict.CLEAN and not appealed and not own,
        }

    def post(self, request):
        """Approve the chosen items; anything that is not clean is left out, whatever the form says."""
        chosen = [int(value) for value in request.POST.getlist("item") if value.isdigit()]
        clean = waiting().filter(pk__in=chosen[:PAGE_SIZE], verdict=Verdict.CLEAN)
        appealed = Appeal.objects.filter(outcome=Appeal.Outcome.OPEN).values("workflow_state")
        approved = 0
        for state in clean.exclude(workflow_state__in=appealed):
            try:
                make_decision(state, request.user, "approve", comment=_("批量通过（自动筛查未命中）"))
            except (AlreadyDecidedError, PermissionDenied):
                continue
            approved += 1
        left = len(chosen) - approved
        if approved:
            messages.success(request, _("已通过 %(number)d 项。") % {"number": approved})
        if left:
            text = _("%(number)d 项没有通过：已由他人办结、是您自己的内容，或须逐条审核。")
            messages.warning(request, text % {"number": left})
        return redirect(QUEUE[0])


def _type_name(pk: int) -> str:
    from django.contrib.contenttypes.models import ContentType

    model = ContentType.objects.get_for_id(pk).model_class()
    return str(model._meta.verbose_name) if model else ""
