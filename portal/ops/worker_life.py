"""Renews a worker's lease while the worker lives, from a thread of its own: a long task does not keep it from doing so."""

import contextlib
import logging
import threading
from collections.abc import Iterator

from django.conf import settings
from django.db import Error, close_old_connections, connections

from portal.ops.models import WorkerLease

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


def _renew_until(stop: threading.Event, worker_id: str, queues: str) -> None:
    while not stop.wait(settings.WORKER_LEASE_SECONDS / _RENEWALS):
        close_old_connections()
        try:
            WorkerLease.renew(worker_id, queues)
        except Error:
            logger.exception("worker %s could not renew its lease", worker_id)
    connections.close_all()
