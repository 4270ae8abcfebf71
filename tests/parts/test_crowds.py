"""Crowds on both databases, each try in a transaction of its own from one of many connections; see ``crowds.py``."""

import json

import pytest

from tests.support import databases, servers


def on_sqlite(request, folder) -> dict[str, str]:
    """Return the environment of a portal as set up whose database is a file."""
    databases.fresh_copy(request.getfixturevalue("new_county_file"), folder / databases.FILE)
    return servers.settings_of(folder, 8000)


def on_postgresql(request, folder) -> dict[str, str]:
    """Return the environment of a portal as set up in a PostgreSQL database of its own."""
    as_set_up = request.getfixturevalue("postgresql_as_set_up")
    return servers.settings_of(folder, 8000, DATABASE_URL=servers.copied_database(as_set_up, "crowds"))


# The lock of SQLite lets one in at a time: a tenth of the votes meets all that can happen there.
@pytest.mark.parametrize(("database", "votes"), [(on_sqlite, 1_000), pytest.param(on_postgresql, 10_000, marks=pytest.mark.postgresql)])
def test_a_crowd_never_gets_more_than_there_is(database, votes, request, tmp_path):
    environment = {**database(request, tmp_path), "VENUE_OPEN_BOOKINGS": "3", "WRITE_WAIT_SECONDS": "60"}
    found = json.loads(servers.run_module(environment, "tests.parts.crowds", str(votes)).splitlines()[-1])
    booked = found["bookings"]
    assert (booked["tries"], booked["unexpected"], booked["overlaps"]) == (1000, [], 0)
    assert booked["kept"] == booked["done"] > 20
    assert booked["most_of_a_firm"] <= 3
    assert found["votes"] == {"outcomes": {"done": 40, "twice": votes - 40}, "kept": 40, "most_of_a_phone": 1}
