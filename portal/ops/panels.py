"""Tells the administrator on the dashboard which background work has not been done."""

from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from wagtail.admin.ui.components import Component

from portal.ops.models import ScheduledJob
from portal.ops.recovery import given_up

# Lines of each list; the log has them all.
_MAX_LINES = 5
_SHOWN_FOR = timedelta(days=7)


class UndonePanel(Component):
    """The scheduled jobs whose last run failed, and the tasks that were given up with their worker in the last week."""

    name = "undone_work"
    template_name = "ops/admin/undone.html"
    order = 61

    def __init__(self, jobs: list[ScheduledJob], tasks: list):
        self.jobs = jobs
        self.tasks = tasks

    def get_context_data(self, parent_context):
        return {"jobs": self.jobs, "tasks": self.tasks}


def failing_jobs() -> QuerySet:
    """Return the scheduled jobs that have not been done since they last failed."""
    return ScheduledJob.objects.exclude(last_failed_at=None).filter(Q(last_finished_at=None) | Q(last_finished_at__lt=F("last_failed_at")))


def warn_of_undone_work(request, panels) -> None:
    """Add the warning for an administrator while there is something to warn of; a hook of the dashboard."""
    if not request.user.is_superuser:
        return
    jobs = list(failing_jobs().order_by("-last_failed_at")[:_MAX_LINES])
    tasks = list(given_up().filter(finished_at__gte=timezone.now() - _SHOWN_FOR).order_by("-finished_at")[:_MAX_LINES])
    if jobs or tasks:
        panels.append(UndonePanel(jobs, tasks))
