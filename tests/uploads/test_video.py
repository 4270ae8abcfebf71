"""Films for lessons: MP4 that browsers play, whole, without the place where they were taken."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.moderation.uploads import check_document
from portal.uploads.refusal import Refusal
from portal.uploads.video import inspected


def box(kind: bytes, content: bytes = b"") -> bytes:
    """Return a box of the format."""
    return (len(content) + 8).to_bytes(4, "big") + kind + content


START = box(b"ftyp", b"isom\0\0\0\0")
FILM = START + box(b"moov", b"index") + box(b"mdat", b"pictures")
LONG = START + box(b"moov", b"index") + (1).to_bytes(4, "big") + b"mdat" + (24).to_bytes(8, "big") + b"pictures"
TO_THE_END = START + box(b"moov", b"index") + bytes(4) + b"mdat" + b"pictures"


@pytest.mark.parametrize("content", [FILM, LONG, TO_THE_END, START + box(b"mdat", b"first") + box(b"moov", b"last")])
def test_films_that_may_come_in(content):
    assert inspected(BytesIO(content)) == (None, b"")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "film"),
        (b"%PDF-1.4 nothing of the kind", "damaged"),
        (box(b"ftyp", b"qt  \0\0\0\0") + FILM, "film"),
        (box(b"moov") + FILM, "film"),
        (START + box(b"moov"), "damaged"),
        (FILM[:-3], "damaged"),
        (START + box(b"moov", b"\xa9xyz+29.24+113.81/") + box(b"mdat"), "place"),
        (START + box(b"moov", b"com.apple.quicktime.location.ISO6709") + box(b"mdat"), "place"),
        (FILM + box(b"udta", b"loci"), "place"),
    ],
)
def test_films_that_may_not(content, code):
    with pytest.raises(Refusal) as caught:
        inspected(BytesIO(content))
    assert caught.value.code == code


def test_the_gate_says_why_in_chinese():
    check_document(SimpleUploadedFile("课.mp4", FILM))
    with pytest.raises(ValidationError, match="拍摄位置"):
        check_document(SimpleUploadedFile("课.mp4", START + box(b"moov", b"\xa9xyz") + box(b"mdat")))
