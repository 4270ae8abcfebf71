"""Background tasks that belong to no domain."""

import logging

from django.core.management import call_command
from django_tasks import task

from portal.ops import schedule
from portal.ops.models import ScheduledJob
from portal.ops.repeatable import repeatable

logger = logging.getLogger("portal.scheduler")


@repeatable
@task()
def run_scheduled(name: str) -> None:
    """Do the scheduled job called ``name`` and note how it ended. One that this version of the program does not have is passed over."""
    job = schedule.job_named(name)
    if job is None:
        logger.warning("scheduled job %s is unknown", name)
        return
    try:
        job.run()
    except Exception as error:
        logger.exception("scheduled job %s failed", name)
        ScheduledJob.note_failed(f"{type(error).__name__}: {error}", name=name)
        raise
    ScheduledJob.note_finished(name)


@repeatable
@task(queue_name=schedule.LONG)
def rebuild_reference_index() -> None:
    """Note anew what refers to what (Wagtail's reference index), after a load that switched the noting off."""
    call_command("rebuild_references_index", verbosity=0)
