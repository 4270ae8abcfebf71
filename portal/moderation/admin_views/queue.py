"""The queue of what waits for review: by age and risk, with time limits; clean items can be approved together."""

from collections import Counter
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery
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
SORTS = {
    "risk": lambda item: (_RISK.get(item.verdict, _UNKNOWN_RISK), item.since, item.pk),
    "age": lambda item: (item.since, item.pk),
}
PAGE_SIZE = 50


def waiting_at(steps: Q) -> QuerySet[TaskState]:
    """Return what waits at the steps whose tasks fit ``steps``."""
    current = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).values("current_task_state")
    return TaskState.objects.filter(steps, pk__in=current, status=TaskState.STATUS_IN_PROGRESS)


def waiting() -> QuerySet[TaskState]:
    """Return the steps that wait for a person, with the ``verdict`` on what they are about."""
    verdict = Screening.objects.filter(revision=OuterRef("revision")).order_by("-at", "-pk").values("verdict")[:1]
    people = Q(task__in=ReviewTask.objects.values("pk")) | Q(task__in=DirectorTask.objects.values("pk"))
    return waiting_at(people).annotate(verdict=Subquery(verdict))


class Waiting(NamedTuple):
    """What the order, the filters and the counts of the queue need of a waiting step; ``kind`` is the key of a content type."""

    pk: int
    kind: int
    since: datetime
    verdict: str | None


class QueueView(ModerationView):
    """Everything that waits, the gravest or the oldest first.

    What waits is read once, in a few columns, and counted, filtered and sorted here: the database would search for the verdict of each
    step again for each of these. Only the rows of the page are read whole.
    """

    template_name = "moderation/admin/queue.html"
    page_title = gettext_lazy("待审队列")

    def may_enter(self, user):
        return is_reviewer(user)

    def get_context_data(self, **kwargs):
        found = [Waiting(*row) for row in waiting().values_list("pk", "revision__content_type", "started_at", "verdict")]
        late_before = timezone.now() - timedelta(hours=settings.REVIEW_HOURS)
        counts = Counter(item.verdict for item in found)
        chosen = {name: self.request.GET.get(name, "") for name in ("verdict", "kind", "sort", "late")}
        page = Paginator(_chosen(found, chosen, late_before), PAGE_SIZE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "items": self._items(page, late_before),
            "page": page,
            "chosen": chosen,
            "late": sum(item.since < late_before for item in found),
            "hours": settings.REVIEW_HOURS,
            "verdicts": [(value, label, counts[value]) for value, label in Verdict.choices],
            "kinds": [(str(kind), _type_name(kind)) for kind in sorted({item.kind for item in found})],
            "total": len(found),
        }

    def _items(self, page, late_before: datetime) -> list[dict]:
        verdicts = {item.pk: item.verdict for item in page.object_list}
        rows = TaskState.objects.filter(pk__in=verdicts).select_related("task", "revision__user", "workflow_state__requested_by")
        by_key = rows.defer("revision__content").in_bulk()
        # In the order of the page; a step that has gone since is left out.
        states = [by_key[pk] for pk in verdicts if pk in by_key]
        appeals = dict(
            Appeal.objects.filter(
                outcome=Appeal.Outcome.OPEN, workflow_state__in=[state.workflow_state_id for state in states]
            ).values_list("workflow_state", "decision__by")
        )
        return [self._item(state, verdicts[state.pk], appeals, late_before) for state in states]

    def _item(self, state: TaskState, verdict: str | None, appeals: dict, late_before: datetime) -> dict:
        user = self.request.user
        appealed = state.workflow_state_id in appeals
        own = user.pk in {state.revision.user_id, state.workflow_state.requested_by_id}
        return {
            "state": state,
            "title": state.revision.object_str,
            "kind": _type_name(state.revision.content_type_id),
            "verdict": Verdict(verdict).label if verdict else "",
            "author": state.revision.user or state.workflow_state.requested_by,
            "late": state.started_at < late_before,
            "appealed": appealed,
            "mine": own or (appealed and appeals[state.workflow_state_id] == user.pk),
            "bulk": verdict == Verdict.CLEAN and not appealed and not own,
        }

    def post(self, request):
        """Approve the chosen items; anything that is not clean is left out, whatever the form says."""
        chosen = [int(value) for value in request.POST.getlist("item") if value.isdecimal()]
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


def _chosen(found: list[Waiting], chosen: dict[str, str], late_before: datetime) -> list[Waiting]:
    """Return what the visitor asked for, in the order asked for."""
    if chosen["verdict"] in Verdict.values:
        found = [item for item in found if item.verdict == chosen["verdict"]]
    if chosen["kind"]:
        found = [item for item in found if str(item.kind) == chosen["kind"]]
    if chosen["late"]:
        found = [item for item in found if item.since < late_before]
    return sorted(found, key=SORTS.get(chosen["sort"], SORTS["risk"]))


def _type_name(pk: int) -> str:
    model = ContentType.objects.get_for_id(pk).model_class()
    return str(model._meta.verbose_name) if model else ""
