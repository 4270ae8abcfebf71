"""Databases for the tests, each made once and then copied.

To migrate an empty SQLite file takes longer than most test files, and to load the demo county longer still. Both are made once, kept below
pytest's cache folder under a digest of everything that goes into them, and copied for each worker: a run after a change of a view starts
in a second, and two workers do the work of one.
"""

import contextlib
import fcntl
import functools
import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import override_settings

ROOT = Path(__file__).resolve().parents[2]
FILE = "portal.sqlite3"
SCHEMA = (
    "*/migrations/*.py",
    "*/*/migrations/*.py",
    "*/locale/**/*.po",
    "portal/settings/base.py",
    "portal/core/admin_names.py",
    "portal/core/apps.py",
    "cms/core/page_indexes.py",
    "deploy/requirements.lock",
)
# What loading runs through. Not every module: a change of a view must not cost two minutes. `pytest --cache-clear` makes all anew.
LOADED = (
    *SCHEMA,
    "fixtures/**/*",
    *("*/*/models.py", "*/*/models/*.py", "*/*/services.py", "*/*/services/*.py"),
    *("cms/core/*.py", "portal/media/*.py", "search/analysis/*.py", "search/documents/*.py", "search/writing.py", "search/signals.py"),
    "portal/*/sections.py",
)
# For what is made in seconds.
EVERYTHING = ("fixtures/**/*", "portal/**/*", "cms/**/*", "search/**/*", "tests/**/*.py", "deploy/requirements.lock")
KEPT = 3


@functools.cache
def fingerprint(patterns: tuple[str, ...]) -> str:
    """Return a digest of the names and contents of the project's files that match ``patterns``."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}):
        if "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(ROOT)}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def empty(cache_folder: Path) -> Path:
    """Return a folder whose database has been migrated and nothing more."""
    return _made_once(cache_folder, f"empty-{fingerprint(SCHEMA)}", lambda: call_command("migrate", interactive=False, verbosity=0))


def demo(cache_folder: Path) -> Path:
    """Return a folder with the demo county: database, ``media`` and ``demo-accounts.json``."""
    start = empty(cache_folder)

    def load() -> None:
        with _lasting_passwords():
            call_command("setup_portal", verbosity=0)
            call_command("load_demo", no_renditions=True, verbosity=0)

    return _made_once(cache_folder, f"demo-{fingerprint(LOADED)}", load, start / FILE)


def quick(cache_folder: Path, kind: str, make: Callable[[], None]) -> Path:
    """Return a folder that began empty and in which ``make`` has been called, which takes seconds; ``kind`` names what it is."""
    return _made_once(cache_folder, f"{kind}-{fingerprint(EVERYTHING)}", make, empty(cache_folder) / FILE)


def continued(cache_folder: Path, kind: str, make: Callable[[], None], patterns: tuple[str, ...] = LOADED) -> Path:
    """Return a folder that began as the demo county's and in which ``make`` has been called.

    Args:
        cache_folder: where it is kept.
        kind: what it is called.
        make: what is done to the demo county.
        patterns: the files on which the outcome depends.
    """
    start = demo(cache_folder)

    def go_on() -> None:
        shutil.copytree(start / "media", settings.MEDIA_ROOT)
        shutil.copy(start / "demo-accounts.json", settings.DATA_DIR)
        with _lasting_passwords():
            make()

    return _made_once(cache_folder, f"{kind}-{fingerprint(patterns)}", go_on, start / FILE)


class QuickPBKDF2PasswordHasher(PBKDF2PasswordHasher):
    """Hashes that every server of Django can read, made and compared at once: the usual number of rounds takes half a second."""

    iterations = 1


def _lasting_passwords():
    """The demo's accounts sign in to real servers too, which do not know the tests' quick password hashes."""
    return override_settings(PASSWORD_HASHERS=[f"{__name__}.{QuickPBKDF2PasswordHasher.__name__}"])


def static_files(cache_folder: Path, collect: Callable[[Path], Path]) -> Path:
    """Return the collected static files of a real portal; ``collect`` puts them below a folder and returns where."""
    folder = _kept(cache_folder, f"collected-{fingerprint((*EVERYTHING, 'themes/**/*'))}", collect)
    return folder / "static"


def _made_once(cache_folder: Path, name: str, make, start: Path | None = None) -> Path:
    """Return ``cache_folder/name``, calling ``make`` with the database and DATA_DIR pointing into it unless it exists."""

    def fill(folder: Path) -> None:
        if start:
            shutil.copy(start, folder / FILE)
        with used(folder / FILE, folder):
            make()
        # A copy must not need the journal beside it.
        with used(folder / FILE, folder):
            connection.cursor().execute("PRAGMA journal_mode=DELETE")

    return _kept(cache_folder, name, fill)


def _kept(cache_folder: Path, name: str, fill: Callable[[Path], object]) -> Path:
    """Return ``cache_folder/name``, filling it unless it exists. Two workers may ask at once: the second waits for the first."""
    cache_folder.mkdir(parents=True, exist_ok=True)
    folder = cache_folder / name
    with (cache_folder / f"{name.partition('-')[0]}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            _drop_old(cache_folder, name.partition("-")[0])
            unfinished = cache_folder / f"unfinished-{name}"
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            fill(unfinished)
            unfinished.rename(folder)
    return folder


def _drop_old(cache_folder: Path, kind: str) -> None:
    folders = sorted((path for path in cache_folder.glob(f"{kind}-*") if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for folder in folders[: -KEPT + 1]:
        shutil.rmtree(folder, ignore_errors=True)


def point_at(file: Path) -> None:
    """Make the default connection, in this and every later thread, use the SQLite ``file``; forget what was cached of the last one."""
    connection.close()
    connection.settings_dict["NAME"] = str(file)
    cache.clear()


@contextlib.contextmanager
def used(file: Path, data_dir: Path) -> Iterator[None]:
    """Use the SQLite ``file`` and the files of ``data_dir`` while the block runs."""
    before = connection.settings_dict["NAME"]
    point_at(file)
    try:
        with override_settings(DATA_DIR=data_dir, MEDIA_ROOT=data_dir / "media"):
            yield
    finally:
        point_at(before)


def fresh_copy(source: Path, target: Path) -> Path:
    """Copy the database file ``source`` to ``target`` (without a journal of an earlier life) and return ``target``.

    The old file is removed rather than overwritten: a server's thread that still ends may hold a lock on it.
    """
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{target}{suffix}").unlink(missing_ok=True)
    shutil.copy(source, target)
    return target
