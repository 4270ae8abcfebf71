"""The demo county in a data folder of its own, ready to be served by a real portal; and a PostgreSQL with a portal as set up."""

import shutil

import pytest
from django.conf import settings

from tests.support import databases, servers


@pytest.fixture(scope="session")
def served_folder(pictured_county, static_files, tmp_path_factory):
    """A data folder with the demo county, its pictures and collected static files."""
    folder = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(pictured_county, folder)
    (folder / "static").symlink_to(static_files, target_is_directory=True)
    return folder


@pytest.fixture(scope="session")
def postgresql_as_set_up(tmp_path_factory):
    """``DATABASE_URL`` of a portal as ``setup_portal`` leaves it, in a PostgreSQL of this worker's; to be copied, not to be used."""
    with servers.postgresql() as database_url:
        environment = servers.settings_of(tmp_path_factory.mktemp("set-up"), 8000, DATABASE_URL=database_url)
        servers.manage(environment, "migrate", "--no-input", "-v0")
        servers.manage(environment, "setup_portal")
        yield database_url


@pytest.fixture
def data_dir(served_folder, tmp_path):
    """This test's own copy of the data folder; the big parts are shared."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(served_folder / databases.FILE, folder / databases.FILE)
    # The county was loaded with the tests' key; another one could not read its people.
    (folder / "secret-key").write_text(settings.SECRET_KEY, encoding="ascii")
    for name in ("media", "static"):
        (folder / name).symlink_to(served_folder / name, target_is_directory=True)
    return folder
