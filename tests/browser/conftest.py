"""What only browser tests need: visitors with and without scripts, and the demo county as a real portal serves it."""

import shutil

import pytest
from django.conf import settings

from tests.support import databases, servers
from tests.support.browser import PHONE, new_context


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.chromium)


@pytest.fixture(scope="session")
def prepared_county(pictured_county):
    """The demo county with the picture sizes that its pages show."""
    return pictured_county


@pytest.fixture(params=["scripts", "no scripts"])
def visitor(request, browser, portal_server):
    """A visitor's page on a cheap phone; each test runs with and without JavaScript."""
    context, watch = new_context(browser, portal_server, java_script_enabled=request.param == "scripts", **PHONE)
    yield context.new_page()
    context.close()
    assert watch.foreign_requests == []
    assert watch.script_errors == []


@pytest.fixture
def desk_of(browser, portal_server):
    """Return a function that opens a page of 1280 by 800 in a context of its own: another person at another computer."""
    contexts = []

    def open_desk():
        context, _watch = new_context(browser, portal_server, viewport={"width": 1280, "height": 800})
        contexts.append(context)
        return context.new_page()

    yield open_desk
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def served_portal(prepared_county, static_files, tmp_path_factory):
    """Address of the demo county behind its real server, with the demo's settings; nobody writes to it."""
    folder = tmp_path_factory.mktemp("weighed") / "data"
    folder.mkdir()
    shutil.copy(prepared_county / databases.FILE, folder / databases.FILE)
    (folder / "media").symlink_to(prepared_county / "media", target_is_directory=True)
    (folder / "static").symlink_to(static_files, target_is_directory=True)
    # The county was loaded with the keys of the tests.
    with servers.portal(folder, FIELD_ENCRYPTION_KEYS=settings.SECRET_KEY) as portal:
        yield portal.address
