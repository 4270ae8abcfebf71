"""Uploaded files that are whole or absent: a full disk leaves no piece of one, a transaction that is undone takes its files along."""

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.signals import request_finished, request_started
from django.db import connection, transaction
from django.db.models import FileField
from django.db.models.signals import post_save
from django.utils.deconstruct import deconstructible

logger = logging.getLogger(__name__)


@deconstructible
class DurableStorage(FileSystemStorage):
    """Django's storage on disk, with three promises more.

    A file is on the disk before its name is given away, so that a row which survives a power cut never names a file that did not. One that
    cannot be written whole is removed. One that is stored in a transaction goes when the transaction, or its part of it, is rolled back;
    one that a request stores outside a transaction goes at its end unless a row with it has been saved.
    """

    def _save(self, name, content):
        # Django finds a free name and takes it without a race; the bytes come after.
        name = super()._save(name, ContentFile(b""))
        path = Path(self.path(name))
        with _removed_on_error(path):
            _write(path, content)
        _keep_if_all_goes_well(path)
        return name


def _write(path: Path, content) -> None:
    """Write all of a Django file into an empty one, and see it onto the disk.

    Raises:
        OSError: there is no room, or no disk.
    """
    with path.open("r+b") as file:
        for chunk in content.chunks():
            file.write(chunk.encode() if isinstance(chunk, str) else chunk)
        file.flush()
        os.fsync(file.fileno())
    _see_folder_onto_disk(path.parent)


def _see_folder_onto_disk(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _removed_on_error(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


class _NotYetSure:
    """A stored file that goes again unless :meth:`keep` is called before nobody knows it any more."""

    def __init__(self, path: Path):
        self.path = path
        self._kept = False

    def keep(self) -> None:
        """Let the file stay."""
        self._kept = True

    def __del__(self):
        if not self._kept:
            try:
                self.path.unlink(missing_ok=True)
            except OSError:
                logger.exception("%s belongs to nothing and cannot be removed", self.path)


class _OfThisRequest(threading.local):
    """Files that a request has stored outside a transaction; ``None`` while there is no request."""

    files: list[_NotYetSure] | None = None


_of_this_request = _OfThisRequest()


def _keep_if_all_goes_well(path: Path) -> None:
    """Let a file stay when its transaction is committed, or its row is saved. Programs that are no request and use none know their own."""
    if connection.in_atomic_block:
        # Django forgets what waits for a commit when the transaction, or the part of it, is undone; the file goes with it.
        transaction.on_commit(_NotYetSure(path).keep)
    elif _of_this_request.files is not None:
        _of_this_request.files.append(_NotYetSure(path))


def _keep_files_of_row(instance, **_kwargs) -> None:
    unsure = _of_this_request.files
    if not unsure:
        return
    stored = [getattr(instance, field.attname) for field in instance._meta.fields if isinstance(field, FileField)]
    paths = {Path(file.path) for file in stored if file and isinstance(file.storage, DurableStorage)}
    for file in unsure:
        if file.path in paths:
            file.keep()


def _request_begins(**_kwargs) -> None:
    _of_this_request.files = []


def _request_ends(**_kwargs) -> None:
    _of_this_request.files = None


def connect() -> None:
    """Watch rows and requests; called when the app is ready."""
    post_save.connect(_keep_files_of_row, dispatch_uid="portal.core.durable_files.row")
    request_started.connect(_request_begins, dispatch_uid="portal.core.durable_files.begin")
    request_finished.connect(_request_ends, dispatch_uid="portal.core.durable_files.end")
