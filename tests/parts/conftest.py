"""The demo county in a data folder of its own, ready to be served by a real portal."""

import shutil

import pytest
from django.conf import settings

from tests.support import databases, servers


@pytest.fixture(scope="session")
def served_folder(prepared_county, tmp_path_factory):
    """A data folder with the demo county and collected static files."""
    folder = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(prepared_county, folder)
    servers.manage(servers.settings_of(folder, 8000), "collectstatic", "--no-input", "-v0")
    return folder


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
