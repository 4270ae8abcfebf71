"""Two hundred parallel sign-ups for thirty seats give thirty and a waiting list in order, on both databases; see ``rush.py``."""

import json

import pytest

from tests.parts.rush import PEOPLE, PLACES
from tests.support import servers

RIGHT = {"first_have_places": True, "waits": list(range(1, PEOPLE - PLACES + 1))}


def outcome(environment: dict) -> dict:
    """Return what the program printed."""
    return json.loads(servers.run_module(environment, "tests.parts.rush").splitlines()[-1])


def test_sqlite(data_dir):
    # SQLite lets no queue form: on a busy machine somebody may wait longest of all each time.
    assert outcome(servers.settings_of(data_dir, 8000, WRITE_WAIT_SECONDS="600")) == RIGHT


@pytest.mark.postgresql
def test_postgresql(tmp_path, postgresql_as_set_up):
    database_url = servers.copied_database(postgresql_as_set_up, "rush")
    assert outcome(servers.settings_of(tmp_path, 8000, DATABASE_URL=database_url)) == RIGHT
