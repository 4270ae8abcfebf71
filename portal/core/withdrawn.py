"""Addresses that a server in front may give no copy of, because what they showed has just been taken off the site.

Each is a file below ``DATA_DIR/withdrawn``, named like the path with :data:`ENDING`; ``deploy/nginx.conf`` looks for it before it looks
into its cache, whatever the query. It is written before the transaction ends: a mark too many costs a copy, a mark too late shows what is
gone. A copy that nobody is given is thrown away after ``STALE_COPY_SECONDS``: a mark older than that has nothing left to hold back.
See docs/adr/0021-withdrawn-addresses.md.
"""

import logging
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

logger = logging.getLogger("portal.withdrawn")

FOLDER, ENDING = "withdrawn", ".gone"
# nginx looks for copies to throw away now and then, and an answer may have been on its way when the mark was made.
_SLACK_SECONDS = 15 * 60


def folder() -> Path:
    """Return the folder of the marks."""
    return Path(settings.DATA_DIR) / FOLDER


def mark_of(address: str) -> Path:
    """Return the file that marks an address; its query and fragment do not count.

    Raises:
        ValueError: the address leads out of the folder.
    """
    path = unquote(urlsplit(address).path)
    if "\0" in path or ".." in path.split("/"):
        raise ValueError(f"no path of the site: {address!r}")
    return folder() / f"{path.lstrip('/')}{ENDING}"


def mark(addresses) -> None:
    """Let nobody in front give copies of these paths. A disk that cannot be written stops no take-down: it is written to the log."""
    for address in sorted(set(addresses)):
        try:
            file = mark_of(address)
            try:
                _touch(file)
            except FileNotFoundError:
                # The clean-up has found a folder on the way empty, and removed it in between.
                _touch(file)
        except (OSError, ValueError):
            logger.exception("could not mark %s as withdrawn", address)


def _touch(file: Path) -> None:
    _make_passable(file.parent)
    file.touch()


def _make_passable(wanted: Path) -> None:
    """Make a folder of marks through which the server in front may pass without listing it, however private the process's files are."""
    for level in reversed([wanted, *wanted.parents]):
        if level.is_relative_to(folder()) and not level.is_dir():
            level.mkdir(exist_ok=True)
            level.chmod(0o711)


def forget_old_marks() -> None:
    """Remove the marks that are older than any copy that would be given, and folders left empty; safe to run twice."""
    oldest = time.time() - settings.STALE_COPY_SECONDS - _SLACK_SECONDS
    for file in folder().rglob(f"*{ENDING}"):
        try:
            if file.stat().st_mtime < oldest:
                file.unlink()
        except FileNotFoundError:
            continue
    for below in sorted((path for path in folder().rglob("*") if path.is_dir()), reverse=True):
        try:
            below.rmdir()
        except OSError:  # not empty
            continue
