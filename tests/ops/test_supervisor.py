"""The supervisor, with real processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import os, sys, time
from pathlib import Path
import django
from django.conf import settings
settings.configure()
django.setup()
from portal.ops.supervisor import Part, Supervisor

folder = Path(sys.argv[1])

def steady(name):
    with (folder / name).open("a") as file:
        file.write(f"{os.getpid()}\\n")
    while True:
        time.sleep(0.1)

def stubborn():
    import signal
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    steady("stubborn")

parts = [Part("one", lambda: steady("one")), Part("two", lambda: steady("two"))]
if len(sys.argv) > 2:
    parts.append(Part("stubborn", stubborn))
Supervisor(parts, grace_seconds=1.0).run()
"""


def wait_for(condition, seconds=120.0):
    """Return the first true value of ``condition``; fail after ``seconds``."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.05)
    pytest.fail("waited in vain")


def pids(folder: Path, name: str) -> list[int]:
    """Return the process ids that the part called ``name`` has had."""
    file = folder / name
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def alive(pid: int) -> bool:
    """Tell whether a process runs (a zombie does not)."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


@pytest.fixture
def start(tmp_path):
    """Return a function that starts the program; whatever is left of it at the end is killed."""
    started = []

    def run(*arguments):
        process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(tmp_path), *arguments], cwd=ROOT, stderr=subprocess.DEVNULL)
        started.append(process)
        wait_for(lambda: pids(tmp_path, "one") and pids(tmp_path, "two"))
        return process

    yield run
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_stops_every_part_when_asked(start, tmp_path, number):
    process = start()
    process.send_signal(number)
    assert process.wait(timeout=60) == 0
    assert not any(alive(pid) for name in ("one", "two") for pid in pids(tmp_path, name))


def test_kills_a_part_that_does_not_stop(start, tmp_path):
    process = start("stubborn")
    wait_for(lambda: pids(tmp_path, "stubborn"))
    process.terminate()
    assert process.wait(timeout=60) == 0
    assert not alive(pids(tmp_path, "stubborn")[0])


def test_starts_a_dead_part_again(start, tmp_path):
    process = start()
    os.kill(pids(tmp_path, "one")[0], signal.SIGKILL)
    wait_for(lambda: len(pids(tmp_path, "one")) == 2)
    assert alive(pids(tmp_path, "one")[1])
    assert len(pids(tmp_path, "two")) == 1
    process.terminate()
    assert process.wait(timeout=60) == 0


def test_leaves_nothing_behind_when_killed(start, tmp_path):
    process = start()
    process.kill()
    process.wait()
    wait_for(lambda: not any(alive(pid) for name in ("one", "two") for pid in pids(tmp_path, name)))


def test_ctrl_c_reaches_each_part_once(start, tmp_path):
    """A terminal sends SIGINT to the whole foreground group; the parts are not in it."""
    process = start()
    assert os.getpgid(pids(tmp_path, "one")[0]) != os.getpgid(process.pid)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0
