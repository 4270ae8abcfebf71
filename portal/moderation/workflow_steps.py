"""The steps of every workflow: the rules read first, then somebody other than the writer decides, then the director where it is due.

What a step sets going stands above it: the app's ``ready`` hands it in with :func:`connect`. Django finds these models through the app's
``import_models``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Task, TaskState, WorkflowState

from portal.moderation.forms import ApprovalForm, EscalationForm, ReasonForm
from portal.moderation.models.records import Appeal
from portal.moderation.policies import may_review, needs_check_list, needs_director
from portal.moderation.removals import in_force_about


@dataclass(frozen=True)
class Actions:
    """What the steps set going.

    Args:
        begin: starts the screening of a step that has just been entered.
        screening_due: returns the screening step of a workflow whose newest text has not passed it, or None.
        decide: carries out what a person decided (:func:`portal.moderation.decisions.decide`).
    """

    begin: Callable[[TaskState], None]
    screening_due: Callable[[WorkflowState], "ScreeningTask | None"]
    decide: Callable[..., str | None]


_actions: list[Actions] = []


def connect(actions: Actions) -> None:
    """Say what the steps set going, in the place of what was said before."""
    _actions[:] = [actions]


class ScreeningTask(Task):
    """The rules read the text. Nobody can act on this step; its result does."""

    # What the site promises of each step (三审), and what it is called in the workflow; the page of the rules shows the same.
    stage, stage_name = _("采编"), _("采编（机器筛查）")
    promise = _("采编人员撰写，注明来源；提交时先由机器按内容规范筛查，查出不能发布的，退回修改。")

    class Meta:
        verbose_name = _("机器筛查")
        verbose_name_plural = _("机器筛查")

    @classmethod
    def get_description(cls):
        return _("按内容规范自动筛查：拦截的退回作者并指出位置和条款，其余交审核员。")

    def start(self, workflow_state, user=None):
        """Begin the screening; where there is no queue it is over at once."""
        state = super().start(workflow_state, user=user)
        _actions[0].begin(state)
        return state

    def on_action(self, task_state, user, action_name, **kwargs):
        """Refuse: this step is not decided by people.

        Raises:
            PermissionDenied: always.
        """
        raise PermissionDenied(_("机器筛查不由人工办理。"))


class StaffTask(AbstractGroupApprovalTask):
    """Approval by a group, never by the last editor or by the person who submitted (design.md rule 3; R-MOD-9, R-MOD-10).

    Decisions that go against the author carry a reason. The rule holds for superusers as well.
    """

    class Meta:
        abstract = True

    def get_actions(self, obj, user):
        offered = super().get_actions(obj, user)
        if not offered or not may_review(obj, user):
            return []
        # What was taken down is restored by the director; what the rules have objections to is approved on the review's own screen,
        # where the clauses stand to be ticked.
        approvals = [] if needs_check_list(obj) or in_force_about(obj) else [action for action in offered if action[0] == "approve"]
        return [
            *(action for action in offered if action[0] == "reject"),
            *approvals,
            *self.further_actions(),
            ("refuse", _("不予发布"), True),
        ]

    def further_actions(self) -> list[tuple]:
        """Return what can be done at this step besides approving, sending back and refusing."""
        return []

    def get_form_for_action(self, action):
        return {"approve": ApprovalForm, "escalate": EscalationForm}.get(action, ReasonForm)

    def get_template_for_action(self, action):
        return "moderation/admin/decision_modal.html"

    def on_action(self, task_state, user, action_name, **kwargs):
        """Carry out a decision; return the address of the review screen if somebody else was quicker.

        Raises:
            PermissionDenied: the user wrote or submitted what is to be decided, or decides without what the decision needs.
        """
        return _actions[0].decide(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        # "Not his own" in a form that lets a nameless author's text through: NULL is not equal to anybody.
        own = states.filter(revision__user=user) | states.filter(workflow_state__requested_by=user)
        appealed = Appeal.objects.filter(outcome=Appeal.Outcome.OPEN, decision__by=user).values("workflow_state")
        return states.exclude(pk__in=own.values("pk")).exclude(workflow_state__in=appealed)


class ReviewTask(StaffTask):
    """The reviewer's step."""

    stage = stage_name = _("审核")
    promise = _("由作者以外的另一位工作人员审核，不通过的写明条款和理由。")

    class Meta:
        verbose_name = _("审核任务")
        verbose_name_plural = _("审核任务")

    @classmethod
    def get_description(cls):
        return _("所选用户组的成员可以审核，但不能审核自己最后修改或自己提交的内容。")

    def further_actions(self):
        return [("escalate", _("提请主任审定"), True)]

    def start(self, workflow_state, user=None):
        """Begin the review; a text that nothing has screened since it was last saved goes to the rules first."""
        screening = _actions[0].screening_due(workflow_state)
        return screening.start(workflow_state, user=user) if screening else super().start(workflow_state, user=user)


class DirectorTask(StaffTask):
    """The director's step: only for what a rule or the reviewer sends there; anything else passes by."""

    stage = stage_name = _("签发")
    promise = _("重大、敏感或有疑问的，由中心主任签发；其余审核通过即发布。")

    class Meta:
        verbose_name = _("主任审定任务")
        verbose_name_plural = _("主任审定任务")

    @classmethod
    def get_description(cls):
        return _("规则要求二次审核或审核员提请的内容，由中心主任审定；其余自动跳过。")

    def start(self, workflow_state, user=None):
        if needs_director(workflow_state, self):
            return super().start(workflow_state, user=user)
        return TaskState.objects.create(
            workflow_state=workflow_state,
            task=self,
            revision=workflow_state.current_task_state.revision,
            status=TaskState.STATUS_SKIPPED,
            finished_at=timezone.now(),
        )


# In the order in which a text passes them.
STEPS = (ScreeningTask, ReviewTask, DirectorTask)
