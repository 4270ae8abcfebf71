"""Whatever happens to a parser, the server gets an answer, and the file is at its start."""

import threading
from io import BytesIO

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile

from portal.uploads import guard
from portal.uploads.guard import parse
from portal.uploads.messages import MESSAGES, as_error
from portal.uploads.refusal import Refusal


def parsed(name: str, file=None, **options):
    """Run one of the misbehaving parsers."""
    return parse(f"tests.support.misbehaving:{name}", file or BytesIO(b"content"), **options)


@pytest.mark.parametrize(
    ("name", "code"), [("greedy", "memory"), ("crashing", "damaged"), ("unexpected", "damaged"), ("nobody", "damaged")]
)
def test_a_parser_that_fails_is_a_damaged_file(name, code):
    file = BytesIO(b"content")
    with pytest.raises(Refusal) as caught:
        parsed(name, file)
    assert caught.value.code == code
    assert file.tell() == 0
    assert any("\u4e00" <= char <= "\u9fff" for char in as_error(caught.value).messages[0])


def test_a_parser_that_never_ends_is_ended(settings):
    settings.UPLOAD_PARSER_SECONDS = 1
    with pytest.raises(Refusal) as caught:
        parsed("endless")
    assert caught.value.code == "damaged"


def test_what_a_library_prints_is_not_the_answer():
    assert parsed("talkative").content == b"bytes"


def test_no_secret_of_the_server_is_there(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x")
    assert set(parsed("environment").found) == {"LANG", "LC_CTYPE", "MALLOC_ARENA_MAX", "PYTHONDONTWRITEBYTECODE"} - {"LC_CTYPE"}


def test_files_on_disk_and_in_memory_arrive_whole():
    with TemporaryUploadedFile("x", "text/plain", 5, None) as file:
        file.write(b"on disk")
        file.seek(3)
        assert parsed("echo", file).content == b"on disk"
        assert file.read() == b"on disk"
    assert parsed("echo", BytesIO(b"in memory")).content == b"in memory"


def test_one_file_at_a_time_and_nobody_waits_for_ever(settings):
    settings.UPLOAD_WAIT_SECONDS = 0.01
    held, done = threading.Event(), threading.Event()

    def hold():
        with guard.one_at_a_time():
            held.set()
            done.wait(30)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(30)
    try:
        with pytest.raises(Refusal) as caught:
            parsed("echo")
        assert caught.value.code == "busy"
    finally:
        done.set()
        other.join()


def test_every_code_has_its_words():
    assert {"damaged", "memory", "time", "busy"} <= set(MESSAGES)
