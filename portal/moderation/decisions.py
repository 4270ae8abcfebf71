"""What people decide about submitted texts: the one place that moves a step of the review."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from portal.core import audit
from portal.core.moments import minute_text
from portal.moderation.appeals import answer_open_appeal
from portal.moderation.models.records import Decision
from portal.moderation.notifications import directors, tell_author, tell_directors
from portal.moderation.policies import latest_screening, may_review
from portal.moderation.registry import registration_of, specific
from portal.moderation.removals import must_not_be_down

NEEDS_REASON = frozenset({"reject", "refuse", "escalate"})


class AlreadyDecidedError(Exception):
    """Somebody else was quicker; the message says who and what."""


def decide(task_state: TaskState, user, action: str, **answers) -> str | None:
    """Carry out a decision as Wagtail's admin hands it over.

    Args:
        task_state: the step; locked and read anew, so that of two reviewers one decides.
        user: who decides.
        action: ``approve``, ``reject`` (send back), ``refuse`` (for good) or ``escalate`` (to the director).
        answers: see :class:`Answers`.

    Returns:
        The address of the review screen where that says what came of it: somebody else has decided, or the director has been called.

    Raises:
        PermissionDenied: the user may not decide this, or decides without what the decision needs.
    """
    try:
        make_decision(task_state, user, action, **answers)
    except AlreadyDecidedError:
        return reverse("moderation_review", args=[task_state.pk])
    return reverse("moderation_review", args=[task_state.pk]) if action == "escalate" else None


@dataclass(frozen=True)
class Answers:
    """What goes with a decision.

    Args:
        comment: reason or remark, which the author reads.
        note: what only the director and the reviewers read.
        clause: code of the clause it rests on.
        checked: codes of the clauses that were compared.
    """

    comment: str = ""
    note: str = ""
    clause: str = ""
    checked: Sequence[str] = ()

    def of(self, action: str) -> "Answers":
        """Return the answers as a decision keeps them: whatever is written when the director is called is for the director."""
        comment, note = self.comment.strip(), self.note.strip()
        return replace(self, comment="", note=note or comment) if action == "escalate" else replace(self, comment=comment, note=note)


@transaction.atomic
def make_decision(task_state: TaskState, user, action: str, **written) -> Decision:
    """Decide about the text of a step.

    Args:
        task_state: the step.
        user: who decides.
        action: see :func:`decide`.
        written: see :class:`Answers`.

    Raises:
        AlreadyDecidedError: the step is no longer open.
        PermissionDenied: see :func:`decide`.
    """
    answers = Answers(**written).of(action)
    state = TaskState.objects.select_for_update().get(pk=task_state.pk).specific
    if state.status != TaskState.STATUS_IN_PROGRESS:
        raise AlreadyDecidedError(already_decided_message(state))
    obj = specific(state.workflow_state.content_object)
    _check(state, obj, user, action, answers)
    screening = latest_screening(obj, state.revision)
    clause = answers.clause or (next(iter(screening.clauses()), "") if screening and action in NEEDS_REASON else "")
    decision = Decision.objects.create(
        **Decision.naming(obj),
        action=action,
        clause=clause,
        reason=answers.comment,
        note=answers.note,
        checked=list(answers.checked),
        by=user,
        author=registration_of(type(obj)).author_of(obj),
        revision=state.revision,
        workflow_state=state.workflow_state,
        task_state=state,
        since=_submitted_at(state),
    )
    _move(state, user, action, answers.comment)
    if action != "approve" or state.workflow_state.status == WorkflowState.STATUS_APPROVED:
        answer_open_appeal(obj, decision)
    audit.record(
        f"moderation.{action}",
        obj,
        actor=user,
        before={"step": state.task.name, "revision": state.revision_id},
        after={"workflow": state.workflow_state.status, "checked": list(answers.checked)},
        clause=clause,
        reason=answers.comment or answers.note,
    )
    _tell(decision, obj, user)
    return decision


@transaction.atomic
def cancel_review(obj, user) -> None:
    """End the review of a text whose author, or whoever decides about it, takes it back.

    Args:
        obj: the page or record, in its own type.
        user: who takes it back.

    Raises:
        PermissionDenied: its review has ended meanwhile, or the user may not end it.
    """
    state = WorkflowState.objects.select_for_update().filter(pk=getattr(obj.current_workflow_state, "pk", None)).first()
    if state is None or not state.user_can_cancel(user):
        raise PermissionDenied(_("这份内容的审批已经办结，或者不由您取消。"))
    state.cancel(user=user)
    audit.record(
        "moderation.cancel", obj, actor=user, before={"step": state.current_task_state.task.name}, after={"workflow": state.status}
    )


def already_decided_message(state: TaskState) -> str:
    """Return what the second of two reviewers is told."""
    decision = getattr(state, "decision", None)
    outcome = decision.get_action_display() if decision else state.get_status_display()
    if not state.finished_by:
        return _("这一步已经办结（%(outcome)s），不能再次决定。") % {"outcome": outcome}
    return _("%(name)s已于%(time)s作出决定：%(outcome)s。不能再次决定。") % {
        "name": state.finished_by,
        "time": minute_text(state.finished_at),
        "outcome": outcome,
    }


def outcome_message(decision: Decision) -> str:
    """Return what whoever has just decided is told: what was decided, and of a call for the director who has been told what."""
    if decision.action != Decision.Action.ESCALATE:
        return _("“%(title)s”的审核决定：%(outcome)s。") % {"title": decision.title, "outcome": decision.get_action_display()}
    names = "、".join(str(person) for person in directors(decision.by))
    if not names:
        return _("“%(title)s”已转中心主任审定，但还没有可以通知的主任。主任决定前内容不变。") % {"title": decision.title}
    text = _("“%(title)s”已提请中心主任审定，已通知%(names)s。您的说明只有主任和审核员能看到；主任决定前内容不变。")
    return text % {"title": decision.title, "names": names}


def _check(state: TaskState, obj, user, action: str, answers: Answers) -> None:
    task = state.task.specific
    allowed = user.is_superuser or task.groups.filter(user=user).exists()
    if not allowed or not may_review(obj, user) or state.revision.user_id == user.pk:
        raise PermissionDenied(_("不能审核自己最后修改或提交的内容，请由另一位审核员审核。"))
    offered = {"approve", "reject", "refuse", *(name for name, _label, _modal in task.further_actions())}
    if action not in offered:
        raise PermissionDenied(_("这一步没有这种决定。"))
    if action in NEEDS_REASON and not (answers.note if action == "escalate" else answers.comment):
        raise PermissionDenied(_("退回时请写明理由。"))
    if action == "approve":
        must_not_be_down(obj)
    screening = latest_screening(obj, state.revision)
    objections = set(screening.clauses()) if screening else set()
    if action == "approve" and objections - set(answers.checked):
        raise PermissionDenied(_("自动筛查命中的条款须在审核页面逐条核对后才能通过。"))


def _submitted_at(state: TaskState):
    """Return when the text came into this round: with the first step since the author last had it."""
    steps = TaskState.objects.filter(workflow_state=state.workflow_state, revision=state.revision)
    first = steps.order_by("started_at").values_list("started_at", flat=True).first()
    return first or state.started_at


def _move(state: TaskState, user, action: str, comment: str) -> None:
    if action == "approve":
        state.approve(user=user, comment=comment)
    elif action == "reject":
        state.reject(user=user, comment=comment)
    elif action == "refuse":
        state.reject(user=user, update=False, comment=comment)
        state.workflow_state.cancel(user=user)
    else:
        state.status = TaskState.STATUS_SKIPPED
        state.finished_at = timezone.now()
        state.finished_by = user
        state.comment = comment
        state.save()
        state.workflow_state.update(user=user)


def _tell(decision: Decision, obj, user) -> None:
    if decision.action == Decision.Action.ESCALATE:
        tell_directors(_("审核员提请审定：%(title)s") % {"title": decision.title}, decision.note, _review_url(obj), sender=user)
    else:
        tell_author(decision, obj)


def _review_url(obj) -> str:
    step = obj.current_workflow_task_state
    return reverse("moderation_review", args=[step.pk]) if step else reverse("moderation_queue")
