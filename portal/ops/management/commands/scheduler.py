"""The portal's clock: puts into the queue, at their time, the things that nobody asks for, and what a lost worker has left undone."""

import logging
import signal
import threading
import time

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections

from portal.ops.recovery import recover_lost_tasks
from portal.ops.scheduling import enqueue_all, enqueue_due

logger = logging.getLogger("portal.scheduler")

_SHORTEST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS = 0.5, 5.0


class Command(BaseCommand):
    help = "定时任务：定时发布与到期撤下、后台任务的心跳、每天的检查与清理，到时间就交给后台任务去做；后台进程中途停止的任务也由它收拾。"

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="各项任务只做一遍就退出")

    def handle(self, *args, once: bool, **options) -> None:
        if once:
            enqueue_all()
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        clock, wait = Clock(), 0.0
        while not stop.wait(wait):
            wait = clock.tick()


class Clock:
    """Looks at what is due, and at whose worker is gone.

    A database that was away kept all workers from renewing their leases: none is judged before they have had the time to do so.
    """

    def __init__(self):
        self.steady_since: float | None = None

    def tick(self) -> float:
        """Look once; return how many seconds to wait before the next look. A failure (a database being restarted, say) is logged."""
        close_old_connections()
        try:
            wait = enqueue_due()
            now = time.monotonic()
            self.steady_since = now if self.steady_since is None else self.steady_since
            if now - self.steady_since >= settings.WORKER_LEASE_SECONDS:
                recover_lost_tasks()
        except Error:
            logger.exception("the scheduler could not look at what is due")
            self.steady_since, wait = None, _LONGEST_WAIT_SECONDS
        close_old_connections()
        return min(max(wait, _SHORTEST_WAIT_SECONDS), _LONGEST_WAIT_SECONDS)
