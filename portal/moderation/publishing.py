"""How an approval puts content before the public.

Imports nothing of Wagtail: Wagtail itself imports this module while its models are being defined.
"""


def finish_reviewed(workflow_state, user=None) -> None:
    """Publish what a workflow has approved (setting ``WAGTAIL_FINISH_WORKFLOW_ACTION``): the last gate before the public.

    Raises:
        PermissionDenied: nobody but its author has approved the revision, whatever steps the workflow had.
    """
    from django.core.exceptions import PermissionDenied
    from django.utils.translation import gettext as _

    from portal.moderation.policies import decided_by_another

    if not decided_by_another(workflow_state, workflow_state.current_task_state.revision):
        raise PermissionDenied(_("没有经过另一位工作人员审核，不能发布。"))
    publish_approved_revision(workflow_state, user=user)


def publish_approved_revision(workflow_state, user=None) -> None:
    """Publish the very revision that was approved.

    Wagtail publishes the latest revision, which may be newer than the one the reviewer read. The reviewer needs no right to publish.
    """
    revision = workflow_state.current_task_state.revision
    revision.publish(user=user, skip_permission_checks=True)
