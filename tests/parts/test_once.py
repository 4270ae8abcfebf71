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


def _outcomes(environment: dict[str, str]) -> dict:
    servers.manage(environment, "collectstatic", "--no-input", "-v0")
    servers.manage(environment, "setup_portal")
    servers.manage(environment, "shell", "-c", "from portal.places.models import Town; Town.objects.create(code='1', name='隽水镇')")
    return json.loads(servers.run_module(environment, "tests.parts.once").splitlines()[-1])


def test_on_sqlite(tmp_path, database_cache, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        databases.fresh_copy(databases.empty(database_cache) / databases.FILE, tmp_path / databases.FILE)
    assert _outcomes(servers.settings_of(tmp_path, 8000)) == OUTCOMES


@pytest.mark.postgresql
def test_on_postgresql(tmp_path):
    with servers.postgresql() as database_url:
        environment = servers.settings_of(tmp_path, 8000, DATABASE_URL=database_url)
        servers.manage(environment, "migrate", "--no-input", "-v0")
        assert _outcomes(environment) == OUTCOMES
