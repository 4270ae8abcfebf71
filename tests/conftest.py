"""Fixtures and rules for every test.

* ``db`` (or ``@pytest.mark.django_db``): an empty, migrated database, rolled back after the test.
* ``new_county``, ``full_county``, ``demo_county``: the same with a county as set up, with one of everything, with the whole demo county.
* ``public_site``: every public page of the demo county, read once.
* ``portal_server``: the demo county behind a real server in this process; every test finds it fresh.
* ``@pytest.mark.django_db(transaction=True)``: a copy of the empty database of the test's own, since what it leaves is not rolled back.
* ``browser``, ``page``, ``phone_page``, ``plain_page``: Chromium on ``portal_server``; ``plain_page`` runs no JavaScript.
"""

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.template.base import Template
from django.test.utils import instrumented_test_render, override_settings

from tests.support import databases, order, pictures, servers
from tests.support import parts as system_parts
from tests.support.browser import CHROMIUM_FLAGS, DESK, PHONE, WAIT_MILLISECONDS, new_context
from tests.support.county import _full_county_file, full_county, new_county, new_county_file, public_site  # noqa: F401 - fixtures
from tests.support.sidebar import one_sidebar  # noqa: F401 - fixture

# Playwright's synchronous interface keeps an event loop in the main thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
REQUIRE_ALL = os.environ.get("REQUIRE_ALL", "") not in {"", "0"}
# As it is before pytest-django sets up Django's test environment.
RENDER_AS_SERVED = Template._render
# The same examples on every run, however long one takes.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("same")
LEFT_OUT = "part not installed: "
COUNTY_FIXTURES = ("demo_county", "portal_server", "new_county", "full_county", "sampled_county", "everybody")
# They lend one file to many tests, each rolled back.
LENT = {"new_county", "full_county", "sampled_county", "everybody"}


def pytest_configure(config):
    absent = system_parts.missing()
    if REQUIRE_ALL and absent:
        raise pytest.UsageError("REQUIRE_ALL is set and parts are missing: " + "; ".join(f"{name} ({how})" for name, how in absent.items()))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config, items):
    yield
    # All others have marked, chosen and ordered by now.
    _leave_out_and_put_databases_first(items)
    if getattr(config, "workerinput", {}).get("workercount") == 2:
        items[:] = order.for_two_workers(items, lambda item: item.path.relative_to(config.rootpath).as_posix())


def _leave_out_and_put_databases_first(items) -> None:
    absent = system_parts.missing()
    for item in items:
        for name in absent:
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=LEFT_OUT + name))
        # The county's database must be chosen before pytest-django opens a transaction on it.
        for name in COUNTY_FIXTURES:
            if name in item.fixturenames:
                item.fixturenames.remove(name)
                item.fixturenames.insert(0, name)
        if _is_transactional(item):
            if LENT & set(item.fixturenames):
                raise pytest.UsageError(f"{item.nodeid} would empty a county that other tests use; give it demo_county")
            item.fixturenames.insert(0, "own_database")


def _is_transactional(item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or "transactional_db" in item.fixturenames


def pytest_terminal_summary(terminalreporter):
    absent = system_parts.missing()
    if not absent:
        return
    reasons = [report.longrepr[2] for report in terminalreporter.stats.get("skipped", []) if isinstance(report.longrepr, tuple)]
    terminalreporter.section("left out: parts that are not installed")
    for name, how in absent.items():
        count = sum(reason.endswith(LEFT_OUT + name) for reason in reasons)
        terminalreporter.line(f"{name}: {count} tests left out; to include them: {how}")


def pytest_collection_finish():
    """Load the admin while the site's language is active, as a server does.

    Some of Wagtail's texts are translated when its viewsets are made. The management commands that prepare the test databases switch
    translation off, and would be the first to load the admin otherwise.
    """
    from django.urls import get_resolver

    assert get_resolver().url_patterns


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if REQUIRE_ALL and reporter and reporter.stats.get("skipped") and session.exitstatus == 0:
        reporter.line("REQUIRE_ALL is set, but tests were skipped")
        session.exitstatus = 1


@pytest.fixture(scope="session", autouse=True)
def templates_render_as_served(django_test_environment):
    """Render without Django's recorder: its copies of every include's context take more than half of the time of an admin screen."""
    Template._render = RENDER_AS_SERVED


@pytest.fixture(scope="session", autouse=True)
def pictures_are_drawn_quickly():
    """No test looks at how small a picture has become."""
    with pictures.quick_avif():
        yield


@pytest.fixture
def recorded_contexts(monkeypatch):
    """Record what templates are given, for tests that look at ``response.context``."""
    monkeypatch.setattr(Template, "_render", instrumented_test_render)


@pytest.fixture(scope="session")
def database_cache(request) -> Path:
    """Folder of prepared databases, kept between runs."""
    return Path(request.config.cache.mkdir("databases"))


@pytest.fixture(scope="session")
def worker_folder(tmp_path_factory) -> Path:
    """Folder of this worker's own copies."""
    return tmp_path_factory.mktemp("worker")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, database_cache, worker_folder):
    """Replaces pytest-django's own: a copy of the prepared empty database instead of a migration per worker."""
    with django_db_blocker.unblock():
        source = databases.empty(database_cache)
        databases.point_at(databases.fresh_copy(source / databases.FILE, worker_folder / "empty.sqlite3"))
    yield
    with django_db_blocker.unblock():
        databases.point_at(":memory:")


@pytest.fixture
def own_database(django_db_setup, django_db_blocker, database_cache, worker_folder):
    """A copy of the empty database for one test: at its end Django empties every table, also of what the migrations put in."""
    source = databases.empty(database_cache)
    copy = databases.fresh_copy(source / databases.FILE, worker_folder / "own.sqlite3")
    with django_db_blocker.unblock(), databases.used(copy, settings.DATA_DIR):
        yield


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """No test sees what another has cached, nor writes the visits and searches that another has counted."""
    _forget_what_is_kept()
    yield
    _forget_what_is_kept()


def _forget_what_is_kept():
    from cms.core import view_counts
    from portal.web import parts, rows
    from search import query_log

    cache.clear()
    parts.clear()
    rows.clear()
    view_counts._readings.clear()
    for log in (view_counts, query_log):
        log._pending.clear()
        log._written_at = time.monotonic()


@dataclass(frozen=True)
class County:
    """The demo county: its files and the accounts, by role, as ``demo-accounts.json`` has them."""

    folder: Path
    accounts: list[dict]

    def account(self, role: str) -> dict:
        """Return the first account with ``role``."""
        return next(account for account in self.accounts if account["role"] == role)


@pytest.fixture(scope="session")
def prepared_county(django_db_setup, django_db_blocker, database_cache) -> Path:
    """Folder with the demo county as loaded; not to be written to."""
    with django_db_blocker.unblock():
        return databases.demo(database_cache)


@pytest.fixture(scope="session")
def pictured_county(django_db_setup, django_db_blocker, database_cache) -> Path:
    """The same with the picture sizes that its pages show."""
    with django_db_blocker.unblock():
        return pictures.pictured(database_cache)


@pytest.fixture
def county_database(prepared_county, django_db_blocker, worker_folder):
    """Makes a fresh copy of the demo county the database of this test, with its files."""
    copy = databases.fresh_copy(prepared_county / databases.FILE, worker_folder / "county.sqlite3")
    with django_db_blocker.unblock(), databases.used(copy, prepared_county):
        yield County(prepared_county, json.loads((prepared_county / "demo-accounts.json").read_text(encoding="utf-8")))


@pytest.fixture
def demo_county(county_database, request) -> County:
    """The demo county in the database, rolled back after the test."""
    request.getfixturevalue("db")
    return county_database


@pytest.fixture(scope="session")
def _server_thread(django_db_setup, django_db_blocker):
    """One server for all tests of this worker; each request opens the database that is current then."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread

    thread = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={}, port=0)
    thread.daemon = True
    with django_db_blocker.unblock():
        thread.start()
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        yield thread
        thread.terminate()


@pytest.fixture
def portal_server(county_database, _server_thread) -> str:
    """Address of the demo county, without the last slash. What a test writes is gone for the next."""
    address = f"http://127.0.0.1:{_server_thread.port}"
    with override_settings(WAGTAILADMIN_BASE_URL=address):
        yield address


@pytest.fixture(scope="session")
def static_files(database_cache) -> Path:
    """The collected static files of a real portal; its data folder links to them."""
    return databases.static_files(database_cache, servers.collected_static_files)


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=WAIT_MILLISECONDS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=system_parts.chromium(), args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


def _watched_page(browser, address: str, **options):
    """Yield a page; afterwards fail if it asked another host for anything or a script failed."""
    context, watch = new_context(browser, address, **options)
    yield context.new_page()
    context.close()
    assert watch.foreign_requests == []
    assert watch.script_errors == []


@pytest.fixture
def page(browser, portal_server):
    """A page of 1280 by 800, with JavaScript."""
    yield from _watched_page(browser, portal_server, **DESK)


@pytest.fixture
def phone_page(browser, portal_server):
    """A phone of 360 by 640 at three device pixels to one, with touch."""
    yield from _watched_page(browser, portal_server, **PHONE)


@pytest.fixture
def plain_page(browser, portal_server):
    """A page without JavaScript."""
    yield from _watched_page(browser, portal_server, java_script_enabled=False, **DESK)
