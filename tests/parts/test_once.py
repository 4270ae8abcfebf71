"""One form sent four times at once makes one record and the other three are led to it: SQLite and PostgreSQL; see ``once.py``."""

import json

import pytest

from tests.support import databases, servers

OUTCOMES = {
    "reports": {"rows": 1, "answers": 2, "led": [200]},
    "accounts": {"rows": 1, "answers": ["/my/"] * 4, "inside": [200] * 4},
    "jobs": {"rows": 1, "answers": ["/my/jobs/"] * 4},
    "notices": {"rows": 1, "wrong": [""] * 4, "answers": ["/my/wanted/"] * 4},
}


def _outcomes(folder, static_files, **more: str) -> dict:
    (folder / "static").symlink_to(static_files, target_is_directory=True)
    return json.loads(servers.run_module(servers.settings_of(folder, 8000, **more), "tests.parts.once").splitlines()[-1])


def test_on_sqlite(tmp_path, static_files, new_county_file):
    databases.fresh_copy(new_county_file, tmp_path / databases.FILE)
    assert _outcomes(tmp_path, static_files) == OUTCOMES


@pytest.mark.postgresql
def test_on_postgresql(tmp_path, static_files, postgresql_as_set_up):
    database_url = servers.copied_database(postgresql_as_set_up, "once")
    assert _outcomes(tmp_path, static_files, DATABASE_URL=database_url) == OUTCOMES
