"""The drill: a portal is backed up while it is used, lost, and restored on another machine; SQLite and PostgreSQL. See ``drill.py``."""

import json
import shutil
import stat
import tarfile
from pathlib import Path

import pytest

from tests.support import databases, servers

WHOLE = {"requests": 1, "licence": [200, True], "resume": [True, True], "picture": True}
KEY = {"SECRET_KEY": "drill-" + "k" * 60}


def look(environment: dict[str, str]) -> dict:
    """Return what a portal has."""
    return json.loads(servers.run_module(environment, "tests.parts.drill", "look").splitlines()[-1])


@pytest.fixture(scope="module")
def _backed_up(tmp_path_factory, new_county_file):
    """Folder of a portal on SQLite, ``first``, and its backup."""
    folder = tmp_path_factory.mktemp("backed-up")
    (folder / "first").mkdir()
    databases.fresh_copy(new_county_file, folder / "first" / databases.FILE)
    environment = servers.settings_of(folder / "first", 8000, **KEY)
    servers.run_module(environment, "tests.parts.drill", "fill")
    servers.manage(environment, "backup", str(folder / "portal.tar"))
    return folder


@pytest.fixture
def backed_up(tmp_path, _backed_up):
    """This test's own copy of the portal with its backup: ``(environment, file)``."""
    shutil.copytree(_backed_up, tmp_path, dirs_exist_ok=True)
    return servers.settings_of(tmp_path / "first", 8000, **KEY), tmp_path / "portal.tar"


def test_all_of_it_comes_back(tmp_path, backed_up):
    environment, file = backed_up
    assert look(environment) == WHOLE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with tarfile.open(file) as archive:
        names, text = archive.getnames(), archive.extractfile("manifest.json").read().decode()
    manifest = json.loads(text)
    assert {name.partition("/")[0] for name in names} == {"database", "media", "private", "manifest.json"}
    assert manifest["keys"] == ["SECRET_KEY"]
    assert KEY["SECRET_KEY"] not in text
    assert set(manifest["versions"]) == {"django", "wagtail", "python", "database"}

    elsewhere = servers.settings_of(tmp_path / "second", 8000, **KEY)
    servers.manage(elsewhere, "restore", str(file), "--replace")
    assert look(elsewhere) == WHOLE


def test_what_was_there_goes_and_its_files_stay_beside(backed_up):
    environment, file = backed_up
    data = Path(environment["DATA_DIR"])
    servers.run_module(environment, "tests.parts.drill", "lose")
    (data / "private").mkdir()
    (data / "private" / "later.jpg").touch()
    servers.manage(environment, "restore", str(file), "--replace")
    assert look(environment) == WHOLE
    assert [path.name for path in data.glob("private.before-restore-*/*")] == ["later.jpg"]
    assert not (data / "private" / "later.jpg").exists()
    assert list(data.glob(".restore-*")) == []


def test_nothing_is_touched_without_the_right_key_a_whole_file_and_a_yes(tmp_path, backed_up):
    environment, file = backed_up
    with pytest.raises(RuntimeError, match="SECRET_KEY"):
        servers.manage({**environment, "SECRET_KEY": "x" * 60}, "restore", str(file), "--replace")
    with pytest.raises(RuntimeError, match="--replace"):
        servers.manage(environment, "restore", str(file))
    with pytest.raises(RuntimeError, match="已经存在"):
        servers.manage(environment, "backup", str(file))
    content = file.read_bytes()
    at = content.index(b"\xff\xd8\xff licence")
    damaged = {"torn.tar": content[: len(content) // 2], "changed.tar": content[:at] + b"XXXX" + content[at + 4 :], "none.tar": b""}
    for name, bad in damaged.items():
        (tmp_path / name).write_bytes(bad)
        with pytest.raises(RuntimeError, match="备份文件"):
            servers.manage(environment, "restore", str(tmp_path / name), "--replace")
    assert look(environment) == WHOLE


@pytest.mark.postgresql
def test_on_postgresql(tmp_path, postgresql_as_set_up):
    environment = servers.settings_of(tmp_path / "first", 8000, DATABASE_URL=servers.copied_database(postgresql_as_set_up, "drill"), **KEY)
    servers.run_module(environment, "tests.parts.drill", "fill")
    servers.manage(environment, "backup", str(tmp_path / "portal.tar"))
    servers.run_module(environment, "tests.parts.drill", "lose")
    elsewhere = {**environment, "DATA_DIR": str(tmp_path / "second")}
    servers.manage(elsewhere, "restore", str(tmp_path / "portal.tar"), "--replace")
    assert look(elsewhere) == WHOLE
