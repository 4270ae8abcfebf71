"""The portal on PostgreSQL: made from nothing, loaded, served."""

import json

import pytest

from tests.support import servers

LISTS = [
    "/", "/news/", "/policies/", "/products/", "/brands/", "/tourism/", "/culture/", "/events/", "/journal/", "/guides/",
    "/services/free/", "/services/paid/", "/services/table/", "/providers/", "/enterprises/", "/stations/", "/about/", "/sitemap/",
]  # fmt: skip


@pytest.mark.postgresql
def test_portal_runs_on_postgresql(tmp_path):
    with servers.postgresql() as database_url:
        environment = servers.settings_of(tmp_path, 8000, DATABASE_URL=database_url)
        servers.manage(environment, "migrate", "--no-input", "-v0")
        servers.manage(environment, "setup_portal")
        servers.manage(environment, "load_demo")
        servers.manage(environment, "collectstatic", "--no-input", "-v0")
        with servers.portal(tmp_path, DATABASE_URL=database_url) as portal:
            assert {path: servers.get(f"{portal.address}{path}").status for path in LISTS} == dict.fromkeys(LISTS, 200)
            servers.wait_until(lambda: readiness(portal)["worker"]["state"] == "ok", "the worker's heartbeat")
            assert readiness(portal)["database"] == {"state": "ok", "detail": "postgresql"}
            assert readiness(portal)["search"]["state"] == "ok"
        assert not (tmp_path / "portal.sqlite3").exists()


def readiness(portal: servers.Portal) -> dict:
    """Return the parts that ``/readyz`` names."""
    return json.loads(servers.get(f"{portal.address}/readyz").body)["parts"]
