"""Background tasks whose worker is gone: run once more if they may be, else given up with a note that staff can read.

So are tasks that hang: their own worker gives them up when they have run for longer than their queue allows.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django_tasks import default_task_backend
from django_tasks.base import TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

from portal.ops.models import ScheduledJob, WorkerLease
from portal.ops.repeatable import is_repeatable

logger = logging.getLogger("portal.worker")

MAX_ATTEMPTS = 2


class WorkerLostError(Exception):
    """The worker of a task was killed, or its machine went away, while it ran."""


class TaskHangsError(Exception):
    """A task ran for longer than its queue allows; its worker ended with it."""


GIVEN_UP = tuple(f"{error.__module__}.{error.__qualname__}" for error in (WorkerLostError, TaskHangsError))


def recover_lost_tasks() -> None:
    """Look at every running task; those whose worker's lease has run out are taken up again or given up."""
    if not default_task_backend.supports_defer:
        return
    # In this order: a worker has its lease before it takes its first task.
    running = list(DBTaskResult.objects.running().values_list("pk", "worker_ids"))
    if not running:
        return
    alive = set(WorkerLease.standing().values_list("worker_id", flat=True))
    for pk, worker_ids in running:
        if not worker_ids or worker_ids[-1] not in alive:
            _recover(pk, worker_ids)


def given_up() -> QuerySet:
    """Return the tasks that were given up because their worker was lost or they hung."""
    return DBTaskResult.objects.failed().filter(exception_class_path__in=GIVEN_UP)


def give_up_hanging(worker_id: str) -> bool:
    """Give up what a worker has been doing for longer than the task's queue allows; return whether there was any.

    Called by the worker itself, from beside the task; it ends then, since nothing else stops what hangs in it.
    """
    for queue, seconds in settings.TASK_LIMIT_SECONDS.items():
        overdue = DBTaskResult.objects.running().filter(queue_name=queue, started_at__lt=Now() - timedelta(seconds=seconds))
        for pk, worker_ids in overdue.values_list("pk", "worker_ids"):
            if worker_ids and worker_ids[-1] == worker_id and _give_up_hanging(pk, worker_ids, seconds):
                return True
    return False


@transaction.atomic
def _give_up_hanging(pk, worker_ids: list[str], seconds: int) -> bool:
    hanging = DBTaskResult.objects.running().select_for_update().filter(pk=pk).first()
    if hanging is None or hanging.worker_ids != worker_ids:
        return False
    note = _("这项任务执行超过 %(minutes)d 分钟还没有结束，可能卡住了，已停止，不再重试。请查明原因。") % {"minutes": seconds // 60}
    _give_up(hanging, TaskHangsError(note))
    logger.error("task %s (%s) hung for more than %d s and is given up", hanging.pk, hanging.task_path, seconds)
    return True


@transaction.atomic
def _recover(pk, worker_ids: list[str]) -> None:
    """Queue a lost task again, or give it up; one that has ended or changed hands meanwhile is left alone."""
    lost = DBTaskResult.objects.running().select_for_update().filter(pk=pk).first()
    if lost is None or lost.worker_ids != worker_ids:
        return
    if len(worker_ids) < MAX_ATTEMPTS and is_repeatable(lost.task_path):
        lost.status, lost.started_at = TaskResultStatus.READY, None
        lost.save(update_fields=["status", "started_at"])
        logger.warning("task %s (%s) lost its worker and is queued again", lost.pk, lost.task_path)
        return
    _give_up(lost, WorkerLostError(_note(lost)))
    logger.error("task %s (%s) lost its worker and is given up after %d attempts", lost.pk, lost.task_path, len(worker_ids))


def _give_up(task: DBTaskResult, error: Exception) -> None:
    task.set_failed(error)
    ScheduledJob.note_failed(str(error), task_id=task.pk)
    try:
        result = task.task_result
    except (ImportError, SuspiciousOperation):
        return
    task_finished.send(sender=type(result.task.get_backend()), task_result=result)


def _note(lost: DBTaskResult) -> str:
    if len(lost.worker_ids) >= MAX_ATTEMPTS:
        return _("执行这项任务的后台进程两次中途停止（可能被强制结束、内存不足或断电），不再重试。")
    return _("执行这项任务的后台进程中途停止（可能被强制结束、内存不足或断电）。重做可能重复发送，因此没有重试，请人工核对。")
