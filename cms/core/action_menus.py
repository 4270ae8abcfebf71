"""What stands at the foot of the editor: who writes sees 提交审核, everything else is behind the arrow."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem, SubmitForModerationMenuItem
from wagtail.models import WorkflowState
from wagtail.snippets.action_menu import SubmitForModerationMenuItem as SubmitRecordMenuItem

_SUBMIT = ("action-submit",)


class _PlainWords:
    """Says what the button does in the words of the house, not with the name of the workflow."""

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        obj = context.get("page") or context.get("instance")
        state = obj.current_workflow_state if obj is not None and obj.pk else None
        came_back = state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES
        context["label"] = _("重新提交审核") if came_back else _("提交审核")
        return context


class SubmitPage(_PlainWords, SubmitForModerationMenuItem):
    """Wagtail's button for pages."""


class SubmitRecord(_PlainWords, SubmitRecordMenuItem):
    """Wagtail's button for records."""


def put_submit_first(items: list[ActionMenuItem]) -> None:
    """Make submitting the main button wherever it is offered."""
    for item in items:
        if item.name in _SUBMIT:
            items.remove(item)
            items.insert(0, SubmitPage(item.order) if isinstance(item, SubmitForModerationMenuItem) else SubmitRecord(item.order))
            return
