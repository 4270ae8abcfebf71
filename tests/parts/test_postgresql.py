"""The portal on PostgreSQL: made from nothing, loaded, served."""

import json

import pytest

from tests.search.test_quality import LEAST as LEAST_QUALITY
from tests.support import servers

LISTS = [
    "/", "/news/", "/policies/", "/products/", "/brands/", "/tourism/", "/culture/", "/events/", "/journal/", "/guides/",
    "/services/free/", "/services/paid/", "/services/table/", "/providers/", "/enterprises/", "/stations/", "/about/", "/sitemap/",
]  # fmt: skip


pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def county_on_postgresql(postgresql_as_set_up, static_files, tmp_path_factory):
    """A data folder and the environment of a portal whose demo county lies in a PostgreSQL database of its own."""
    folder = tmp_path_factory.mktemp("on-postgresql")
    (folder / "static").symlink_to(static_files, target_is_directory=True)
    environment = servers.settings_of(folder, 8000, DATABASE_URL=servers.copied_database(postgresql_as_set_up, "county"))
    servers.run_module(environment, "tests.parts.county", *LISTS)
    return folder, environment


def test_portal_runs_on_postgresql(county_on_postgresql):
    folder, environment = county_on_postgresql
    with servers.portal(folder, DATABASE_URL=environment["DATABASE_URL"]) as portal:
        assert {path: servers.get(f"{portal.address}{path}").status for path in LISTS} == dict.fromkeys(LISTS, 200)
        servers.wait_until(lambda: readiness(portal)["worker"]["state"] == "ok", "the worker's heartbeat")
        assert readiness(portal)["database"] == {"state": "ok", "detail": "postgresql"}
        assert readiness(portal)["search"]["state"] == "ok"
    assert not (folder / "portal.sqlite3").exists()


def test_of_two_people_at_once_one_is_told(county_on_postgresql):
    """Races with two real connections; see ``races.py``."""
    _folder, environment = county_on_postgresql
    found = json.loads(servers.run_module(environment, "tests.parts.races").splitlines()[-1])
    assert found["last_place"] == {"outcomes": ["done", "名额已满。"], "places": 1}
    assert found["waiting_list"] == {
        "came": ["done", "done"],
        "states": ["enrolled", "waiting"],
        "gave": ["done", "done"],
        "moved_up": [True, True],
        "waits": [1],
    }
    assert found["numbers"] == {"outcomes": ["done"], "given": list(range(1, 17))}
    assert found["cases"] == {"filed": ["done", "done"], "numbers": 2, "reports": 2}
    assert found["schedulers"] == {"enqueued": ["done", "done"], "once": True, "recovered": ["done", "done"], "states": ["READY"]}
    assert found["two_clicks"] == {"outcomes": ["done", "您已经投过这个职位。"], "applications": 1}
    ended = found["closed_meanwhile"]
    assert ended["state"] == "closed"
    assert (ended["outcomes"], ended["applications"]) in ((["done", "done"], 1), (["done", "这个职位已经结束招聘。"], 0))
    assert found["two_reviewers"]["decisions"] == 1
    assert found["two_reviewers"]["outcomes"][0] == "done"
    assert found["two_reviewers"]["outcomes"][1].startswith("told: ")
    assert found["two_claims"]["owners"] == 1
    assert found["two_claims"]["outcomes"].count("done") == 1


def test_search_is_as_good_as_on_sqlite(county_on_postgresql):
    """Judged queries, titles, signs of query languages, filters and ends; see ``searches.py``."""
    _folder, environment = county_on_postgresql
    found = json.loads(servers.run_module(environment, "tests.parts.searches").splitlines()[-1])
    assert min(found["quality"], found["quality_of_titles"]) >= LEAST_QUALITY
    assert found["lost_titles"] == {}
    assert found["syntax"] == []
    assert len(found["filters"]) == 6
    assert [name for name, (promised, given) in found["filters"].items() if promised != given] == []
    assert found["run_out"] == [1, 0]


def readiness(portal: servers.Portal) -> dict:
    """Return the parts that ``/readyz`` names."""
    return json.loads(servers.get(f"{portal.address}/readyz").body)["parts"]
