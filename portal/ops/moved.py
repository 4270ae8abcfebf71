"""Tasks that had another module path in an earlier version: entries of the queue that still name it are pointed to the new one."""

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

MOVED = {
    "portal.core.tasks.rebuild_reference_index": "portal.ops.tasks.rebuild_reference_index",
    "portal.moderation.tasks.screen_step": "portal.moderation.screenings.screen_step",
    "portal.moderation.tasks.screen_draft": "portal.moderation.screenings.screen_draft",
    "portal.moderation.tasks.screen_everything": "portal.moderation.rescreening.screen_everything",
}


def follow_moved_tasks() -> None:
    """Give tasks that wait, or were running when their worker was stopped, the path of now; called when a worker starts."""
    for old, new in MOVED.items():
        DBTaskResult.objects.filter(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING), task_path=old).update(task_path=new)
