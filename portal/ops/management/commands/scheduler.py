"""The portal's clock: does, at their time, the things that nobody asks for."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone
from django_tasks import default_task_backend
from django_tasks_db.models import DBTaskResult

from portal.ops import schedule
from portal.ops.schedule import A_DAY, HALF_A_MINUTE
from portal.ops.tasks import heartbeat

logger = logging.getLogger("portal.scheduler")


@dataclass
class Job:
    """Something to do every ``every_seconds``; ``due`` is a moment of the monotonic clock."""

    run: Callable[[], None]
    every_seconds: float
    due: float = 0.0


def publish() -> None:
    """Publish and expire what editors have scheduled."""
    call_command("publish_scheduled", verbosity=0)


def queue_heartbeat() -> None:
    """Queue a sign of life of the worker; never a second one while the first still waits, or a stopped worker would find thousands."""
    if not default_task_backend.supports_defer:
        return
    beats = DBTaskResult.objects.filter(task_path=heartbeat.module_path)
    beats.finished().filter(finished_at__lt=timezone.now() - timedelta(minutes=10)).delete()
    if not beats.ready().exists():
        heartbeat.enqueue()


def prune() -> None:
    """Drop the results of finished tasks: good ones after a week, failed ones after a month."""
    if default_task_backend.supports_defer:
        call_command("prune_db_task_results", min_age_days=7, failed_min_age_days=30, verbosity=0)
    call_command("clearsessions", verbosity=0)


class Command(BaseCommand):
    help = "定时任务：定时发布与到期撤下、后台任务的心跳、清理过期的任务结果与会话。"

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="各项任务只做一遍就退出")

    def handle(self, *args, once: bool, **options) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        jobs = [Job(publish, HALF_A_MINUTE), Job(queue_heartbeat, HALF_A_MINUTE), Job(prune, A_DAY)]
        jobs += [Job(run, seconds) for run, seconds in schedule.scheduled_jobs()]
        while not stop.is_set():
            run_due(jobs, time.monotonic())
            if once:
                return
            stop.wait(max(0.1, min(job.due for job in jobs) - time.monotonic()))


def run_due(jobs: list[Job], now: float) -> None:
    """Run every job whose time has come at ``now`` (monotonic seconds) and set its next time.

    One job's failure (a database being restarted, say) is logged and must not keep the others from running.
    """
    for job in jobs:
        if job.due > now:
            continue
        job.due = now + job.every_seconds
        close_old_connections()
        try:
            job.run()
        except Exception:
            logger.exception("scheduled job %s failed", job.run.__name__)
    close_old_connections()
