"""The container image holds every part of the program, and they start. The build itself is `make image`: it needs a registry of images."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import databases, servers

ROOT = Path(__file__).resolve().parents[2]
RECIPE = ROOT / "deploy" / "Containerfile"
# What a running portal does not need.
LEFT_OUT = {"deploy", "docs", "tests", "var"}


def copied() -> set[str]:
    """Return what the last stage of the recipe takes from the project's folder."""
    last = RECIPE.read_text(encoding="utf-8").rpartition("\nFROM ")[2]
    lines = [line.split()[1:-1] for line in last.splitlines() if line.startswith("COPY ") and "--from" not in line]
    return {name for names in lines for name in names}


def instructions() -> list[tuple[str, str]]:
    """Return the instructions of the recipe's last stage with their text, continued lines joined."""
    last = RECIPE.read_text(encoding="utf-8").rpartition("\nFROM ")[2].partition("\n")[2].replace("\\\n", " ")
    lines = [line.strip() for line in last.splitlines() if line.strip() and not line.startswith("#")]
    return [(name, text.strip()) for name, _space, text in (line.partition(" ") for line in lines)]


@pytest.fixture
def as_copied(tmp_path, new_county_file, static_files) -> tuple[Path, dict[str, str]]:
    """What the image holds, in a folder of its own with a database beside it; and the image's environment, with the secrets it asks for."""
    app, data, port = tmp_path / "app", tmp_path / "data", servers.free_port()
    for name in copied():
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, app / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            app.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, app / name)
    data.mkdir()
    databases.fresh_copy(new_county_file, data / databases.FILE)
    (data / "static").symlink_to(static_files, target_is_directory=True)
    said = dict(word.split("=", 1) for name, text in instructions() if name == "ENV" for word in shlex.split(text))
    key = "a7Qx-93kd_Lw0vTzPb5RmYc81HsNfUe6JgOiXr2C4yBqEt-KpVnMhZ"
    given = {"SECRET_KEY": key, "ALLOWED_HOSTS": "ds.example.gov.cn", "ADMIN_BASE_URL": "https://ds.example.gov.cn", "PORT": str(port)}
    return app, {**said, **given, "DATA_DIR": str(data), "PATH": "/usr/bin:/bin", "BIND": "127.0.0.1"}


def test_what_is_copied_starts_and_is_healthy(as_copied):
    """The image's own command and health check, on nothing but what the recipe copies (its packages are this environment's)."""
    app, environment = as_copied
    command = json.loads(next(text for name, text in instructions() if name == "CMD"))
    health = json.loads(next(text for name, text in instructions() if name == "HEALTHCHECK").partition(" CMD ")[2])
    assert command[0] == health[0] == "python"
    port = environment["PORT"]
    assert ":8000/" in health[-1]
    assert "8000" in dict(instructions())["EXPOSE"]
    with servers.running(
        [sys.executable, *command[1:]], "the image's command", lambda: servers.listening(int(port)), cwd=app, env=environment
    ):
        check = [sys.executable, *health[1:-1], health[-1].replace(":8000/", f":{port}/")]
        subprocess.run(check, check=True, capture_output=True, timeout=60)
        answer = servers.get(f"http://127.0.0.1:{port}/", Host="ds.example.gov.cn", X_Forwarded_Proto="https")
        assert answer.status == 200
        assert "<h1" in answer.body.decode()


def test_the_recipe_asks_only_for_what_it_has_copied():
    for stage in RECIPE.read_text(encoding="utf-8").split("\nFROM ")[1:]:
        sources = [name for line in stage.splitlines() if line.startswith("COPY ") for name in line.split()[1:-1] if "--from" not in line]
        assert [name for name in sources if not (ROOT / name).exists()] == []
    assert dict(instructions())["USER"] == "portal"


def test_every_top_level_package_is_copied():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.splitlines()
    names = tracked or [str(path.relative_to(ROOT)) for path in ROOT.rglob("*.py")]
    folders = {name.partition("/")[0] for name in names if "/" in name and not name.startswith(".")}
    assert folders - LEFT_OUT - copied() == set()
    assert {"manage.py", "search"} <= copied()
    assert [name for name in copied() if not (ROOT / name).exists()] == []


def test_the_database_programs_are_of_the_databases_version():
    server = re.search(r"/postgres:(\d+)", (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))[1]
    assert f"postgresql-client-{server}" in RECIPE.read_text(encoding="utf-8")
