"""What the portal itself has to do again and again; domains add theirs through :mod:`portal.ops.schedule`."""

from django.core.management import call_command
from django_tasks import default_task_backend

from portal.core.heartbeat import Heartbeat
from portal.ops import schedule
from portal.ops.models import ScheduledJob, WorkerLease

WORKER = "worker"


def heartbeat() -> None:
    """Prove that the queue is being worked off: ``/readyz`` looks at when this last ran.

    It goes before ordinary work, so a long queue does not look like a dead worker.
    """
    Heartbeat.beat(WORKER)


def publish() -> None:
    """Publish and expire what editors have scheduled."""
    call_command("publish_scheduled", verbosity=0)


def prune() -> None:
    """Drop the results of finished tasks (good ones after a week, failed ones after a month) and what no longer counts."""
    if default_task_backend.supports_defer:
        call_command("prune_db_task_results", queue_name="*", min_age_days=7, failed_min_age_days=30, verbosity=0)
    ScheduledJob.objects.exclude(name__in=[job.name for job in schedule.scheduled_jobs()]).delete()
    WorkerLease.end_old()
    call_command("clearsessions", verbosity=0)
