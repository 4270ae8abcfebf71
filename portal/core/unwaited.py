"""Writes on the way of a reader: done at once or not at all, so that no page waits for somebody else's lock."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# PostgreSQL takes 0 as "wait for ever".
_AT_ONCE_MILLISECONDS = 50


@contextmanager
def unwaited() -> Iterator[None]:
    """Let writes of the block fail at once where another connection holds the lock.

    Inside a transaction nothing changes: what writes there has the lock, or waits for it as any form does.

    Raises:
        OperationalError: the database cannot be written now; the caller does without, or keeps it for later.
    """
    if connection.in_atomic_block:
        yield
        return
    before = _limit()
    _set_limit(_AT_ONCE_MILLISECONDS if connection.vendor == "postgresql" else 0)
    try:
        yield
    finally:
        _set_limit(before)


def _limit() -> int | str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout" if connection.vendor == "postgresql" else "PRAGMA busy_timeout")
        return cursor.fetchone()[0]


def _set_limit(limit: int | str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [str(limit)])
        else:
            cursor.execute(f"PRAGMA busy_timeout = {int(limit)}")
