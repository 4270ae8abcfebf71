"""What only browser tests need: visitors with and without scripts, and the demo county as a real portal serves it."""

import shutil
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from PIL import Image

from tests.browser.addresses import ADDRESSES, address
from tests.support import databases, servers
from tests.support.browser import PHONE, new_context


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.chromium)


def _quick_avif():
    """Write AVIF in a fifth of the time while the block runs: by itself the encoder tries long to make the files a little smaller."""
    Image.init()
    save = Image.SAVE["AVIF"]

    def save_quickly(image, file, name):
        image.encoderinfo.setdefault("speed", 8)
        save(image, file, name)

    return patch.dict(Image.SAVE, AVIF=save_quickly)


@pytest.fixture(scope="session")
def prepared_county(prepared_county, database_cache, django_db_blocker):
    """The demo county with the picture sizes that its pages show: to draw them anew for each test would take minutes."""

    def draw_pictures():
        with _quick_avif():
            call_command("load_demo", verbosity=0)
            for kind in ADDRESSES:
                Client().get(address(kind))

    with django_db_blocker.unblock():
        return databases.continued(database_cache, "pictured", draw_pictures)


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
