"""The container image holds every part of the program; the build itself can only run where a container tool is."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RECIPE = ROOT / "deploy" / "Containerfile"
# What a running portal does not need.
LEFT_OUT = {"deploy", "docs", "tests", "var"}


def copied() -> set[str]:
    """Return what the last stage of the recipe takes from the project's folder."""
    last = RECIPE.read_text(encoding="utf-8").rpartition("\nFROM ")[2]
    lines = [line.split()[1:-1] for line in last.splitlines() if line.startswith("COPY ") and "--from" not in line]
    return {name for names in lines for name in names}


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


def test_it_builds(tmp_path):
    tool = next((found for name in ("podman", "docker") if (found := shutil.which(name))), None)
    if tool is None or subprocess.run([tool, "info"], capture_output=True, check=False).returncode:
        pytest.skip("needs a container tool that runs")
    command = [tool, "build", "-q", "-f", str(RECIPE), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1800)
    assert done.returncode == 0, done.stderr[-2000:]
