"""One parser on one file, in a process of its own: no file can hold a thread, fill the memory or crash the server."""

import io
import json
import logging
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from portal.uploads.refusal import Refusal

logger = logging.getLogger(__name__)

_turn = threading.Lock()
# The child needs nothing of the portal's environment, secrets least of all. One arena: address space is what is bounded.
_ENVIRONMENT = {"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"}


@dataclass(frozen=True)
class Parsed:
    """What a parser found, and the bytes it made of the file."""

    found: Any
    content: bytes


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let one file of this process be decoded at a time.

    Raises:
        Refusal: ``busy``, if others take too long.
    """
    if not _turn.acquire(timeout=settings.UPLOAD_WAIT_SECONDS):
        raise Refusal("busy")
    try:
        yield
    finally:
        _turn.release()


def parse(parser: str, file, **options) -> Parsed:
    """Run a parser on a file.

    Args:
        parser: ``module:function``; called with a seekable stream and ``options``, it returns what JSON can hold and bytes.
        file: an open Django or binary file; left at its start.
        options: of the parser; what JSON can hold.

    Raises:
        Refusal: what the parser says, or ``damaged``, ``memory``, ``time`` or ``busy``.
    """
    job = {
        "parser": parser,
        "options": options,
        "memory": settings.UPLOAD_PARSER_BYTES,
        "seconds": settings.UPLOAD_PARSER_SECONDS,
        "output": settings.UPLOAD_PARSER_OUTPUT_BYTES,
    }
    try:
        with _as_descriptor(file) as source, tempfile.TemporaryFile() as answer, one_at_a_time():
            _run(job, source, answer)
            return _read(parser, answer)
    finally:
        file.seek(0)


def _run(job: dict, source, answer) -> None:
    command = [sys.executable, "-s", "-m", "portal.uploads.child", json.dumps(job)]
    try:
        subprocess.run(  # noqa: S603 - our own program; the file is its input, never its argument
            command,
            stdin=source,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            cwd=settings.BASE_DIR,
            env=_ENVIRONMENT,
            timeout=settings.UPLOAD_WAIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refusal("time") from error


def _read(parser: str, answer) -> Parsed:
    answer.seek(0)
    line = answer.readline()
    try:
        outcome = json.loads(line)
    except ValueError as error:
        # Killed by a limit, or crashed.
        logger.warning("%s did not live to answer", parser)
        raise Refusal("damaged") from error
    if "refused" in outcome:
        if "why" in outcome:
            logger.info("%s failed: %s", parser, outcome["why"])
        raise Refusal(outcome["refused"], **outcome.get("params", {}))
    return Parsed(outcome["found"], answer.read())


@contextmanager
def _as_descriptor(file) -> Iterator:
    """Give the file as one that another process can read: itself if it lies on disk, else a copy."""
    file.seek(0)
    try:
        file.fileno()
    except (AttributeError, io.UnsupportedOperation):
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(file, copy)
            copy.seek(0)
            yield copy
    else:
        yield file
