"""Renews a worker's lease while the worker lives, from a thread of its own: a long task does not keep it from doing so.

The same thread ends the worker when a task hangs in it: only the end of the process stops that, and whoever runs the worker (the
supervisor, systemd) starts it again.
"""

import contextlib
import logging
import os
import signal
import threading
from collections.abc import Iterator

from django.conf import settings
from django.db import Error, close_old_connections, connections

from portal.ops.models import WorkerLease
from portal.ops.recovery import give_up_hanging

logger = logging.getLogger("portal.worker")

# Renewals within a lease: some may be late (a database under load) before the worker counts as lost.
_RENEWALS = 6


@contextlib.contextmanager
def kept_alive(worker_id: str, queues: str) -> Iterator[None]:
    """Hold the lease of a worker during the block: it stands before the block begins, and is given back when the block ends.

    Args:
        worker_id: what the worker writes into the tasks it takes.
        queues: the queues it works off, commas between, or ``*``.
    """
    WorkerLease.renew(worker_id, queues)
    stop = threading.Event()
    thread = threading.Thread(target=_renew_until, args=(stop, worker_id, queues), name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        WorkerLease.objects.filter(worker_id=worker_id).delete()


def _hangs(worker_id: str) -> bool:
    """Return whether a task has hung in this worker; then it is given up, and the lease with it."""
    try:
        hung = give_up_hanging(worker_id)
        if hung:
            WorkerLease.objects.filter(worker_id=worker_id).delete()
    except Error:
        logger.exception("worker %s could not look for a task that hangs", worker_id)
        return False
    return hung


def _renew_until(stop: threading.Event, worker_id: str, queues: str) -> None:
    while not stop.wait(settings.WORKER_LEASE_SECONDS / _RENEWALS):
        close_old_connections()
        try:
            WorkerLease.renew(worker_id, queues)
        except Error:
            logger.exception("worker %s could not renew its lease", worker_id)
            continue
        if _hangs(worker_id):
            os.kill(os.getpid(), signal.SIGKILL)
    connections.close_all()
