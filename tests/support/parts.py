"""Programs that some tests need beside Python: which are installed, and where."""

import glob
import os
import shutil
from collections.abc import Callable
from ctypes.util import find_library

SYSTEM_FOLDERS = "/usr/sbin:/usr/local/sbin:/sbin"


def program(*names: str) -> str | None:
    """Return the path of the first of ``names`` that is installed."""
    path = f"{os.environ.get('PATH', os.defpath)}:{SYSTEM_FOLDERS}"
    return next((found for name in names if (found := shutil.which(name, path=path))), None)


def postgresql_folder() -> str | None:
    """Return the folder of the newest PostgreSQL server's programs; Debian keeps them off the search path."""
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]), reverse=True)
    found = [folder for folder in folders if os.path.exists(f"{folder}/initdb")]
    if found:
        return found[0]
    initdb = program("initdb")
    return os.path.dirname(initdb) if initdb else None


def chromium() -> str | None:
    """Return the path of Chromium: its shell without windows, which opens a page in a third of the time, or the whole browser."""
    return program("chromium-headless-shell", "chromium", "chromium-browser")


def elasticsearch() -> str | None:
    """Return the folder of the Elasticsearch that ``make elasticsearch`` has fetched, if a Java for it is there too."""
    from tests.support.elasticsearch import installed

    return installed()


# Marker -> how to find the part, and what to install on Debian.
PARTS: dict[str, tuple[Callable[[], str | None], str]] = {
    "chromium": (chromium, "apt-get install chromium-headless-shell fonts-noto-cjk"),
    "postgresql": (postgresql_folder, "apt-get install postgresql"),
    "redis": (lambda: program("redis-server"), "apt-get install redis-server"),
    "pango": (lambda: find_library("pangoft2-1.0"), "apt-get install libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-cjk"),
    "nginx": (lambda: program("nginx"), "apt-get install nginx"),
    "elasticsearch": (elasticsearch, "apt-get install maven; .ci/java; make elasticsearch ARGS=--fetch"),
}


def missing() -> dict[str, str]:
    """Return the parts that are not installed, each with the command that installs it."""
    return {name: advice for name, (find, advice) in PARTS.items() if not find()}
