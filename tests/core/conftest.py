"""A database of a test's own, whose transactions are real."""

import pytest
from django.conf import settings

from tests.support import databases


@pytest.fixture
def committed(django_db_setup, django_db_blocker, database_cache, worker_folder):
    """A copy of the empty database in which what is written is committed; it is thrown away and not emptied row by row."""
    source = databases.empty(database_cache)
    copy = databases.fresh_copy(source / databases.FILE, worker_folder / "committed.sqlite3")
    with django_db_blocker.unblock(), databases.used(copy, settings.DATA_DIR):
        yield
