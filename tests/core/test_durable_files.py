"""Uploaded files are whole or absent, and go with what they were stored for."""

import pytest
from django.core.files.base import ContentFile
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections, transaction
from django.utils import timezone

from portal.core.durable_files import DurableStorage
from portal.media.models import CustomDocument
from portal.my.models import KeptFile
from tests.factories.media import DocumentFactory
from tests.support.full_disk import TooLarge, nothing_can_be_written


@pytest.fixture
def storage(tmp_path):
    """A storage in a folder of its own."""
    return DurableStorage(location=tmp_path)


@pytest.fixture
def a_request():
    """What is stored meanwhile is stored by a request; gives what ends it."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    request_started.send(sender=None)
    yield lambda: request_finished.send(sender=None)
    request_finished.send(sender=None)
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def test_a_file_that_does_not_fit_leaves_nothing(storage, tmp_path):
    with pytest.raises(OSError, match="No space left"):
        storage.save("a/b.txt", TooLarge(b""))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_names_are_taken_once_and_content_is_whole(storage):
    names = [storage.save("a.txt", ContentFile(content)) for content in (b"one", "二", b"")]
    assert len(set(names)) == 3
    assert [storage.open(name).read() for name in names] == [b"one", "二".encode(), b""]


def test_a_file_goes_with_its_transaction(committed, storage):
    with transaction.atomic():
        undone = storage.save("a.txt", ContentFile(b"1"))
        assert storage.exists(undone)
        transaction.set_rollback(True)
    assert not storage.exists(undone)
    with transaction.atomic():
        outer = storage.save("b.txt", ContentFile(b"1"))
        with transaction.atomic():
            inner = storage.save("c.txt", ContentFile(b"1"))
            transaction.set_rollback(True)
    assert storage.exists(outer)
    assert not storage.exists(inner)


def test_a_file_of_a_request_goes_unless_its_row_is_saved(committed, a_request):
    kept = DocumentFactory()
    row = KeptFile(token="t", path="/", field="f", name="n", size=1, expires_at=timezone.now())
    row.file.save("kept", ContentFile(b"1"), save=False)
    lost = CustomDocument(title="文件", file=ContentFile(b"%PDF-1.4", name="lost.pdf"))
    with nothing_can_be_written():
        for each in (row, lost):
            with pytest.raises(OperationalError):
                each.save()
    assert all(each.file.storage.exists(each.file.name) for each in (kept, row, lost))
    a_request()
    assert [each.file.storage.exists(each.file.name) for each in (kept, row, lost)] == [True, False, False]


def test_a_program_that_uses_no_transaction_keeps_its_files(committed, storage):
    name = storage.save("a.txt", ContentFile(b"1"))
    request_finished.send(sender=None)
    assert storage.exists(name)
