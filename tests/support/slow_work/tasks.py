"""Work that writes into ``DATA_DIR`` when it begins and ends, and ends when the file ``go`` is there."""

import os
import time

from django.conf import settings
from django_tasks import task

from portal.ops.repeatable import repeatable


def note(what: str) -> None:
    """Add a line with this process's id to the file called ``what``."""
    with (settings.DATA_DIR / what).open("a") as file:
        file.write(f"{os.getpid()}\n")


def _slowly(name: str) -> None:
    note(f"{name}-begun")
    while not (settings.DATA_DIR / "go").exists():
        time.sleep(0.05)
    note(f"{name}-done")


@repeatable
@task()
def repeat_me() -> None:
    """Be a task that may be run twice."""
    _slowly("repeat_me")


@task()
def only_once() -> None:
    """Be a task that may not."""
    _slowly("only_once")


def slow_daily() -> None:
    """Be a daily job that takes long."""
    _slowly("slow_daily")


def quick_daily() -> None:
    """Be a daily job that takes no time."""
    note("quick_daily-done")


def prompt() -> None:
    """Be a job that people wait for."""
    note("prompt-done")
