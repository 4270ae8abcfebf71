"""When the rules read a text, what is kept of it, and how the workflow goes on."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import default_task_backend, task
from wagtail.models import Revision, TaskState, WorkflowState

from portal.core import audit
from portal.moderation.advice import advice
from portal.moderation.extraction import Passage, excerpt, passages
from portal.moderation.models.records import Appeal, Decision, Screening
from portal.moderation.notifications import tell_author
from portal.moderation.policies import open_appeal
from portal.moderation.registry import registration_of, specific
from portal.moderation.rules import current_rules
from portal.moderation.screening import screen
from portal.moderation.workflow_steps import ScreeningTask
from portal.ops.repeatable import repeatable

logger = logging.getLogger(__name__)

# A text that could not be screened is judged by people, with care.
_CLAUSE_OF_FAILURE = "S1-5-1"
# A step that has waited longer was lost with its worker; asking twice does no harm.
LOST_AFTER = timedelta(minutes=2)


def screen_texts(found: list[Passage], kind: str) -> tuple[str, list[dict]]:
    """Return the verdict on some passages and every hit in words that staff can follow.

    Args:
        found: the passages.
        kind: kind of content, as the rules name it.
    """
    by_field = {passage.field: passage for passage in found}
    result = screen({field: passage.text for field, passage in by_field.items()}, kind, current_rules())
    return str(result.verdict), [_as_data(hit, by_field[hit.field]) for hit in result.hits]


def _as_data(hit, passage: Passage) -> dict:
    return {
        "field": hit.field,
        "label": passage.label,
        "term": hit.term,
        "start": hit.start,
        "end": hit.end,
        "clause": hit.clause,
        "kind": hit.kind,
        "action": str(hit.action),
        "reason": hit.reason,
        "excerpt": excerpt(passage.text, hit.start, hit.end),
        "shown": passage.text[hit.start : hit.end],
        "masked": hit.masked,
    }


def screen_object(obj, occasion: str, *, revision=None, task_state=None, keep_once: bool = False) -> Screening:
    """Screen a page or record as it is in memory and keep the result.

    Args:
        obj: the page or record, in its own type.
        occasion: a value of :class:`Screening.Occasion`.
        revision: the revision whose text it is.
        task_state: the step of the workflow that asked.
        keep_once: whether a result that says what the last one of the revision said is no news and not kept again.
    """
    registration = registration_of(type(obj))
    try:
        verdict, hits = screen_texts(passages(obj), registration.kind)
    except Exception:
        logger.exception("screening of %s %s failed", type(obj)._meta.label, obj.pk)
        verdict, hits = "review", [_failure()]
    before = Screening.objects.filter(revision=revision, occasion=occasion).first() if keep_once else None
    if before is not None and (before.verdict, before.hits) == (verdict, hits):
        return before
    return Screening.objects.create(
        **Screening.naming(obj),
        occasion=occasion,
        kind=registration.kind,
        verdict=verdict,
        hits=hits,
        revision=revision,
        task_state=task_state,
        author=revision.user if revision else registration.author_of(obj),
    )


def _failure() -> dict:
    reason = _("自动筛查没有完成，请人工逐条核对。")
    empty = dict.fromkeys(("field", "label", "term", "kind", "excerpt"), "")
    return {**empty, "start": 0, "end": 0, "clause": _CLAUSE_OF_FAILURE, "action": "review", "reason": reason}


def begin(state: TaskState) -> None:
    """Screen at once where background work runs at once; elsewhere :func:`queue_screening` follows when the workflow is saved."""
    if not default_task_backend.supports_defer:
        _conclude(state, update=False)


def queue_screening(instance: WorkflowState, **_signal) -> None:
    """Give a waiting screening to the worker. A receiver of ``post_save``, so that the worker never runs ahead of the workflow."""
    state = instance.current_task_state
    waiting = state is not None and instance.status == WorkflowState.STATUS_IN_PROGRESS and state.status == TaskState.STATUS_IN_PROGRESS
    if waiting and default_task_backend.supports_defer and isinstance(state.task.specific, ScreeningTask):
        screen_step.enqueue(state.pk)


@repeatable
@task(priority=20)
def screen_step(task_state_id: int) -> None:
    """Have the worker carry out the screening of a submitted text."""
    screen_step_now(task_state_id)


@transaction.atomic
def screen_step_now(task_state_id: int) -> None:
    """Carry out a waiting screening; one that is no longer the current step, or was done meanwhile, is left alone."""
    state = TaskState.objects.select_for_update().filter(pk=task_state_id, status=TaskState.STATUS_IN_PROGRESS).first()
    if state is not None and state.workflow_state.current_task_state_id == state.pk:
        _conclude(state, update=True)


def waiting_steps():
    """Return the screenings that nobody has carried out yet, the oldest first."""
    tasks = ScreeningTask.objects.values("pk")
    current = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).values("current_task_state")
    return TaskState.objects.filter(task__in=tasks, status=TaskState.STATUS_IN_PROGRESS, pk__in=current).order_by("started_at")


def sweep_lost_screenings() -> None:
    """Queue anew the screenings whose worker was killed; called by the scheduler."""
    for pk in waiting_steps().filter(started_at__lt=timezone.now() - LOST_AFTER).values_list("pk", flat=True):
        screen_step.enqueue(pk)


def _conclude(state: TaskState, *, update: bool) -> None:
    """Screen the revision of a step and let the workflow go on, or send the text back to its author."""
    obj = specific(state.revision.as_object())
    appeal = open_appeal(obj)
    if appeal is not None and appeal.revision_id == state.revision_id:
        state.approve(user=None, update=update, comment=_("作者申诉，转人工复核。"))
        return
    found = screen_object(obj, Screening.Occasion.SUBMIT, revision=state.revision, task_state=state)
    if found.verdict != "block":
        state.approve(user=None, update=update)
        return
    comment = refusal_text(found)
    blocks = [hit for hit in found.hits if hit["action"] == "block"]
    decision = Decision.objects.create(
        **Decision.naming(obj),
        action=Decision.Action.BLOCK,
        clause=blocks[0]["clause"],
        reason=comment,
        author=found.author,
        revision=state.revision,
        workflow_state=state.workflow_state,
        task_state=state,
        since=state.started_at,
    )
    audit.record("moderation.block", obj, after={"hits": len(blocks)}, clause=decision.clause, reason=comment)
    state.reject(user=None, update=update, comment=comment)
    tell_author(decision, obj)


def refusal_text(found: Screening) -> str:
    """Return what the author reads: what to do about each word that blocks, and where it stands."""
    return "\n".join([_("请修改后再提交："), *advice(found.hits, strictest=True)])


def screening_due(workflow_state: WorkflowState) -> ScreeningTask | None:
    """Return the screening step of a workflow if its newest text has not passed it yet."""
    step = ScreeningTask.objects.filter(workflow_tasks__workflow=workflow_state.workflow, active=True).first()
    if step is None or workflow_state.successful_task_states.filter(task=step).exists():
        return None
    return step


def text_saved(obj, revision: Revision) -> None:
    """Follow up the saving of a draft: what is under way starts anew at the first step, what is live is screened for its author."""
    state = WorkflowState.objects.for_instance(obj).active().select_related("current_task_state").first()
    if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS and state.current_task_state is not None:
        _start_anew(obj, state, revision)
    elif obj.live or state is not None:
        screen_draft.enqueue(revision.pk)


def _start_anew(obj, state: WorkflowState, revision: Revision) -> None:
    # An automatic save writes into the revision that was screened or read a moment ago: what was said of it no longer holds.
    said = TaskState.objects.filter(workflow_state=state, revision=revision)
    said.filter(status__in=(TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED)).update(status=TaskState.STATUS_CANCELLED)
    appeals = Appeal.objects.about(obj).filter(outcome=Appeal.Outcome.OPEN)
    appeals.update(outcome=Appeal.Outcome.LAPSED)
    state.current_task_state.specific.cancel(user=revision.user)


@repeatable
@task()
def screen_draft(revision_id: int) -> None:
    """Have the worker screen a draft for its author."""
    screen_draft_now(revision_id)


@transaction.atomic
def screen_draft_now(revision_id: int) -> None:
    """Screen a saved draft for its author's eyes; a newer one has its own turn, and whoever was killed after it may do it again."""
    revision = Revision.objects.select_for_update().filter(pk=revision_id).first()
    if revision is None or revision.content_object is None:
        return
    obj = specific(revision.as_object())
    if obj.latest_revision_id == revision_id:
        screen_object(obj, Screening.Occasion.DRAFT, revision=revision, keep_once=True)
