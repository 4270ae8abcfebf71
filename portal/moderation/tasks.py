"""Background work of the moderation."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import default_task_backend, task

from portal.ops import schedule
from portal.ops.repeatable import repeatable

# A step that has waited longer was lost with its worker; asking twice does no harm.
LOST_AFTER = timedelta(minutes=2)


@repeatable
@task(priority=20)
def screen_step(task_state_id: int) -> None:
    """Carry out the screening of a submitted text."""
    from portal.moderation.screenings import screen_step_now

    screen_step_now(task_state_id)


@repeatable
@task()
def screen_draft(revision_id: int) -> None:
    """Screen a draft for its author."""
    from portal.moderation.screenings import screen_draft_now

    screen_draft_now(revision_id)


@repeatable
@task(queue_name=schedule.LONG)
def screen_everything() -> None:
    """Screen anew what is live or waiting, after the rules have changed."""
    from portal.moderation.rescreening import screen_all

    screen_all()


def sweep_lost_screenings() -> None:
    """Queue anew the screenings whose worker was killed; called by the scheduler."""
    from portal.moderation.screenings import waiting_steps

    for pk in waiting_steps().filter(started_at__lt=timezone.now() - LOST_AFTER).values_list("pk", flat=True):
        screen_step.enqueue(pk)


def rules_changed(**_signal) -> None:
    """Have everything screened anew a minute from now, once for many changes. Written to be connected to signals."""
    if not default_task_backend.supports_defer:
        return
    from django_tasks_db.models import DBTaskResult

    if not DBTaskResult.objects.filter(task_path=screen_everything.module_path, status="READY").exists():
        screen_everything.using(run_after=timezone.now() + timedelta(minutes=1)).enqueue()
