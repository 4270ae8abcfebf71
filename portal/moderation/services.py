"""What follows from a decision."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page, Workflow, WorkflowContentType, WorkflowMixin, WorkflowPage, WorkflowState, WorkflowTask

from portal.core.models import PublishableRecord
from portal.moderation.models import ReviewTask


@transaction.atomic
def ensure_review_workflow(name: str, task_name: str, groups: list[Group], root: Page) -> Workflow:
    """Create or bring up to date the one-step review of all pages below ``root`` and of all editorial records.

    Args:
        name: name of the workflow, shown to editors.
        task_name: name of its review step.
        groups: who may review.
        root: the page whose subtree is reviewed.
    """
    task, _created = ReviewTask.objects.get_or_create(name=task_name)
    task.groups.set(groups)
    workflow, _created = Workflow.objects.get_or_create(name=name)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    for model in editorial_models():
        content_type = ContentType.objects.get_for_model(model)
        WorkflowContentType.objects.update_or_create(content_type=content_type, defaults={"workflow": workflow})
    return workflow


def editorial_models() -> list[type[PublishableRecord]]:
    """Return every concrete model of publishable records."""
    from django.apps import apps

    return [model for model in apps.get_models() if issubclass(model, PublishableRecord)]


def refusal_reason(obj) -> str:
    """Return why a reviewer sent ``obj`` back, if it waits for its author; otherwise nothing."""
    state = obj.current_workflow_state if isinstance(obj, WorkflowMixin) else None
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return ""
    return state.current_task_state.specific.get_comment()
