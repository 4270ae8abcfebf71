"""The steps of every workflow: somebody other than the writer decides."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from portal.moderation.forms import ReasonForm
from portal.moderation.policies import may_review


class ReviewTask(AbstractGroupApprovalTask):
    """Approval by a group, never by the last editor or by the person who submitted (design.md rule 3; R-MOD-9, R-MOD-10).

    A refusal carries a reason. The rule holds for superusers as well.
    """

    class Meta:
        verbose_name = _("审核任务")
        verbose_name_plural = _("审核任务")

    @classmethod
    def get_description(cls):
        return _("所选用户组的成员可以审核，但不能审核自己最后修改或自己提交的内容。")

    def get_actions(self, obj, user):
        actions = super().get_actions(obj, user)
        if not may_review(obj, user):
            return []
        return [(name, label, modal) for name, label, modal in actions if modal or name == "approve"]

    def get_form_for_action(self, action):
        return ReasonForm if action == "reject" else super().get_form_for_action(action)

    def on_action(self, task_state, user, action_name, **kwargs):
        """Carry out a decision.

        Raises:
            PermissionDenied: the user wrote or submitted what is to be decided, or refuses without a reason.
        """
        obj = task_state.workflow_state.content_object
        if not may_review(obj, user):
            raise PermissionDenied(_("不能审核自己最后修改或提交的内容，请由另一位审核员审核。"))
        if action_name == "reject" and not str(kwargs.get("comment", "")).strip():
            raise PermissionDenied(_("退回时请写明理由。"))
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(revision__user=user).exclude(workflow_state__requested_by=user)
