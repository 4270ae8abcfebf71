"""One appeal for each submission, decided by somebody else than before."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from portal.core import audit
from portal.moderation.models.records import Appeal, Decision
from portal.moderation.notifications import tell_appellant
from portal.moderation.policies import open_appeal
from portal.moderation.registry import specific
from portal.moderation.workflow_steps import ReviewTask, ScreeningTask


def decision_to_appeal(obj, user) -> Decision | None:
    """Return the decision that ``user`` may appeal against now, or None.

    It must be the last word on the text as it stands, go against its author, and be the first appeal of this submission.
    """
    last = Decision.objects.about(obj).select_related("workflow_state").first()
    if last is None or not may_be_appealed(last, obj, user) or obj.workflow_in_progress:
        return None
    again = Appeal.objects.filter(workflow_state=last.workflow_state) | Appeal.objects.about(obj).filter(revision=last.revision)
    return None if again.exists() else last


def may_be_appealed(last: Decision, obj, user) -> bool:
    """Return whether the last decision about ``obj`` goes against its newest text and ``user`` is its author, or submitted it."""
    requested_by = last.workflow_state.requested_by_id if last.workflow_state else None
    return last.is_against and last.revision_id == obj.latest_revision_id and user.pk in {last.author_id, requested_by}


def check_appeal(obj, user) -> Decision:
    """Return the decision that ``user`` may appeal against now.

    Raises:
        PermissionDenied: there is none, with words for who asked.
    """
    against = decision_to_appeal(obj, user)
    if against is None:
        raise _nothing_to_appeal()
    return against


def _nothing_to_appeal() -> PermissionDenied:
    return PermissionDenied(_("这份内容现在不能申诉：每次提交只能申诉一次，且须针对最近一次决定。"))


@transaction.atomic
def appeal(obj, user, text: str) -> Appeal:
    """Ask somebody else to decide again.

    Args:
        obj: the page or record.
        user: its author, or who submitted it.
        text: why the decision was wrong.

    Raises:
        PermissionDenied: there is nothing that this user may appeal against.
    """
    state = WorkflowState.objects.for_instance(obj).select_for_update().order_by("-created_at").first()
    obj = type(obj)._default_manager.get(pk=obj.pk)
    against = check_appeal(obj, user)
    if state is None:
        raise _nothing_to_appeal()
    if state.status == WorkflowState.STATUS_CANCELLED:
        state = _new_run(obj, state)
    made = Appeal.objects.create(
        **Appeal.naming(obj), decision=against, workflow_state=state, revision=obj.latest_revision, text=text.strip(), by=user
    )
    _back_to_review(state, user)
    audit.record("moderation.appeal", obj, actor=user, before={"decision": against.pk}, after={"appeal": made.pk}, clause=against.clause)
    return made


def _new_run(obj, refused: WorkflowState) -> WorkflowState:
    """Return a new run of the workflow for what was refused for good; it waits like one that was sent back."""
    return WorkflowState.objects.create(
        content_type=refused.content_type,
        base_content_type=refused.base_content_type,
        object_id=str(obj.pk),
        workflow=refused.workflow,
        status=WorkflowState.STATUS_IN_PROGRESS,
        requested_by=refused.requested_by,
    )


def _back_to_review(state: WorkflowState, user) -> None:
    """Put a text before the reviewers again, past the rules: whether these were wrong is what the appeal asks."""
    state.status = WorkflowState.STATUS_IN_PROGRESS
    state.current_task_state = None
    state.save()
    steps = state.workflow.tasks
    first = steps.filter(pk__in=ScreeningTask.objects.values("pk")).first() or steps.filter(pk__in=ReviewTask.objects.values("pk")).first()
    state.update(user=user, next_task=first)


def answer_open_appeal(obj, decision: Decision) -> None:
    """Close the open appeal about ``obj`` with a decision; a call for the director leaves it open."""
    found = open_appeal(specific(obj))
    if found is None or decision.action == Decision.Action.ESCALATE:
        return
    overturned = decision.action == Decision.Action.APPROVE
    found.outcome = Appeal.Outcome.OVERTURNED if overturned else Appeal.Outcome.UPHELD
    found.answer, found.decided_by, found.decided_at = decision.reason, decision.by, timezone.now()
    found.save()
    tell_appellant(found)
