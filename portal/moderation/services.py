"""What follows from a decision."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page, Task, Workflow, WorkflowContentType, WorkflowMixin, WorkflowPage, WorkflowState, WorkflowTask

from portal.core.models import PublishableRecord
from portal.moderation.workflow_steps import STEPS


@transaction.atomic
def ensure_review_workflow(name: str, groups: list[Group], root: Page, *, director: Group | None = None) -> Workflow:
    """Create or bring up to date the review of all pages below ``root`` and of all records: screening, reviewer, director.

    Args:
        name: name of the workflow, shown to editors.
        groups: who may review.
        root: the page whose subtree is reviewed.
        director: who decides what a rule or the reviewer sends on; by default the last of ``groups``.
    """
    workflow, _made = Workflow.objects.get_or_create(name=name)
    screening, review, last = (_step(workflow, kind) for kind in STEPS)
    review.groups.set(groups)
    last.groups.set([director or groups[-1]])
    for order, task in enumerate((screening, review, last)):
        WorkflowTask.objects.update_or_create(workflow=workflow, task=task, defaults={"sort_order": order})
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    for model in editorial_models():
        content_type = ContentType.objects.get_for_model(model)
        WorkflowContentType.objects.update_or_create(content_type=content_type, defaults={"workflow": workflow})
    return workflow


def _step(workflow: Workflow, kind: type[Task]):
    """Return the step of a kind that the workflow has, or a new one, under the name that the site promises."""
    step = kind.objects.filter(workflow_tasks__workflow=workflow, active=True).order_by("workflow_tasks__sort_order").first()
    if step is None:
        return kind.objects.create(name=str(kind.stage_name))
    if step.name != str(kind.stage_name):
        step.name = str(kind.stage_name)
        step.save(update_fields=["name"])
    return step


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
