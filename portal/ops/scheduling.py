"""Puts the scheduled jobs into the queue at their time. When each last went there is kept in the database and told by its clock.

So a restart repeats nothing, a job missed any number of times is done once, and any number of schedulers enqueue once.
"""

import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django_tasks import default_task_backend
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.ops import schedule
from portal.ops.models import ScheduledJob
from portal.ops.schedule import Job
from portal.ops.tasks import run_scheduled

_PENDING = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def enqueue_due() -> float:
    """Enqueue every job whose time has come unless it still waits or runs; return in how many seconds the next is due."""
    jobs = {job.name: job for job in schedule.scheduled_jobs()}
    rows = _rows(jobs)
    pending = _pending([row.task_id for row in rows])
    waits = []
    for row in rows:
        job = jobs[row.name]
        wait = 0.0 if row.age is None or row.age.total_seconds() < -job.seconds else job.seconds - row.age.total_seconds()
        if wait > 0:
            waits.append(wait)
        elif row.task_id not in pending:
            _enqueue(job, _due(job))
            waits.append(job.seconds)
    return min(waits, default=schedule.HALF_A_MINUTE)


def enqueue_all() -> None:
    """Enqueue every job once, whether its time has come or not, unless it still waits or runs."""
    jobs = {job.name: job for job in schedule.scheduled_jobs()}
    for row in _rows(jobs):
        _enqueue(jobs[row.name], ScheduledJob.objects.filter(name=row.name))


def _rows(jobs: dict[str, Job]) -> list[ScheduledJob]:
    """Return the row of each job, made where there was none, with ``age``: how long ago it was last enqueued."""
    rows = ScheduledJob.objects.filter(name__in=jobs).annotate(age=Now() - F("last_enqueued_at"))
    found: list[ScheduledJob] = list(rows)
    if len(found) < len(jobs):
        ScheduledJob.objects.bulk_create([ScheduledJob(name=name) for name in jobs], ignore_conflicts=True)
        found = list(rows.all())
    return found


def _due(job: Job) -> QuerySet:
    """Return the job's row if its time has come. A moment more than a period ahead was written before the clock was set back."""
    period = timedelta(seconds=job.seconds)
    return ScheduledJob.objects.filter(
        Q(last_enqueued_at=None) | Q(last_enqueued_at__lte=Now() - period) | Q(last_enqueued_at__gt=Now() + period), name=job.name
    )


def _pending(task_ids: list[uuid.UUID | None]) -> set[uuid.UUID]:
    """Return those of the queue's entries that wait or run."""
    ids = [task_id for task_id in task_ids if task_id]
    return set(DBTaskResult.objects.filter(pk__in=ids, status__in=_PENDING).order_by().values_list("pk", flat=True))


def _enqueue(job: Job, rows: QuerySet) -> None:
    """Enqueue a job if ``rows``, asked again under a lock, still give its row; the entry and the note of it are one transaction."""
    task = run_scheduled.using(queue_name=job.queue, priority=job.priority)
    with transaction.atomic():
        row = rows.select_for_update().first()
        if row is None or _pending([row.task_id]):
            return
        row.task_id, before = None, row.task_id
        if default_task_backend.supports_defer:
            # What the last one came to is in the row and, if it failed, in the log: thousands of entries a day need not be kept.
            DBTaskResult.objects.filter(pk=before).delete()
            row.task_id = uuid.UUID(task.enqueue(job.name).id)
        ScheduledJob.objects.filter(pk=row.pk).update(last_enqueued_at=Now(), task_id=row.task_id)
    if not default_task_backend.supports_defer:
        task.enqueue(job.name)
