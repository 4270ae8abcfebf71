"""A database and a disk that take nothing more."""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.db import OperationalError, connection

_WRITES = re.compile(r"\s*(INSERT|REPLACE|UPDATE|DELETE)\b", re.IGNORECASE)


@contextmanager
def nothing_can_be_written(table: str = "") -> Iterator[None]:
    """Let every statement that writes fail as on a full disk; with ``table`` only those that name it."""

    def refuse(execute, sql, params, many, context):
        if _WRITES.match(str(sql)) and table in str(sql):
            raise OperationalError("database or disk is full")
        # Nothing of it has reached the database, and a server's requests stand in no transaction of a test.
        connection.needs_rollback = False
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(refuse):
            yield
    finally:
        connection.needs_rollback = False


class TooLarge(ContentFile):
    """A file of which the disk takes the first piece only."""

    def chunks(self, chunk_size=None):
        """Give one piece, then say what the disk says."""
        yield b"the beginning"
        raise OSError(errno.ENOSPC, "No space left on device")
