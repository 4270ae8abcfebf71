"""What every form calls for every file: the file as it may be kept, or the reason why not."""

import unicodedata
from collections.abc import Iterable
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

from portal.uploads.guard import Parsed, parse
from portal.uploads.messages import as_error, refused
from portal.uploads.refusal import Refusal

ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
PICTURE_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
_MEGABYTE = 2**20
_LONGEST_STEM = 100
_HEAD = 1024
_ARCHIVE, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class CheckedFile(ContentFile):
    """A file that has passed the gate.

    Args:
        content: its bytes.
        name: a plain name with the ending of what it is.
        content_type: what it is.
        read_format: for pictures, the format in which it came.
    """

    def __init__(self, content: bytes, name: str, content_type: str, read_format: str = ""):
        super().__init__(content, name=name)
        self.content = content
        self.content_type = content_type
        self.read_format = read_format


def checked_picture(file: File, *, sizes: Iterable[tuple[int, str]] = (), kept_pixels: int | None = None) -> CheckedFile:
    """Return a picture written anew: a JPEG, PNG or WebP in 8 bits, upright, of bounded size, without anything that is not seen.

    Args:
        file: what was sent; left at its start.
        sizes: width and format of the sizes that will be shown; a picture of which one cannot be made is refused.
        kept_pixels: in how many pixels it is kept at most; as the settings have it unless told.

    Raises:
        ValidationError: too many bytes or pixels, no picture that the site takes, or damaged.
    """
    bound_size(file, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
    try:
        return _rewritten(file, sizes, kept_pixels)
    except Refusal as refusal:
        raise as_error(refusal, type="picture", memory="large") from refusal


def checked_paper(file: File, *, most_bytes: int, most_pages: int) -> CheckedFile:
    """Return a paper that somebody hands in, as it may be kept: a PDF, a docx or a picture, judged by its content and never by its name.

    Args:
        file: what was sent; left at its start.
        most_bytes: how large it may be.
        most_pages: how many pages a PDF may have.

    Raises:
        ValidationError: too large, of another kind, damaged, with macros or scripts, or with too many pages.
    """
    bound_size(file, most_bytes)
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    try:
        if head.lstrip().startswith(b"%PDF-"):
            if parse("portal.uploads.pdf:inspected", file).found["pages"] > most_pages:
                raise refused("pages", pages=most_pages)
            return CheckedFile(file.read(), plain_name(file.name, ".pdf"), PDF)
        if head.startswith((_ARCHIVE, _OLD_OFFICE)):
            parse("portal.uploads.office:inspected", file, kinds=["docx"], limits=archive_limits(), closely=False)
            return CheckedFile(file.read(), plain_name(file.name, ".docx"), DOCX)
        return _rewritten(file)
    except Refusal as refusal:
        raise as_error(refusal, type="paper") from refusal
    finally:
        file.seek(0)


def looked_into(parser: str, file: File, **options) -> Parsed:
    """Return what a parser finds in a file.

    Raises:
        ValidationError: it refuses the file.
    """
    try:
        return parse(parser, file, **options)
    except Refusal as refusal:
        raise as_error(refusal) from refusal


def bound_size(file: File, most: int) -> None:
    """Refuse a file of more than ``most`` bytes, before anything of it is read.

    Raises:
        ValidationError: it is larger.
    """
    if file.size > most:
        raise refused("size", limit=most // _MEGABYTE)


def archive_limits() -> dict[str, int]:
    """Return how far an archive may be unpacked."""
    return {
        "unpacked": settings.UPLOAD_MAX_UNPACKED_BYTES,
        "ratio": settings.UPLOAD_MAX_RATIO,
        "entries": settings.UPLOAD_MAX_ENTRIES,
    }


def plain_name(name: str | None, ending: str) -> str:
    """Return a file name as it was, Chinese included, without path and control characters, with the ending of what the file is."""
    stem = PurePath(unicodedata.normalize("NFC", name or "").replace("\\", "/").rpartition("/")[2]).stem
    stem = "".join(char for char in stem if char.isprintable() and char not in '<>:"|?*;%')
    return f"{stem.strip(' .')[:_LONGEST_STEM] or _('文件')}{ending}"


def _rewritten(file: File, sizes: Iterable[tuple[int, str]] = (), kept_pixels: int | None = None) -> CheckedFile:
    parsed = parse(
        "portal.uploads.pictures:rewritten",
        file,
        pixels=settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS,
        kept_pixels=kept_pixels or settings.PICTURE_KEPT_PIXELS,
        kept_edge=settings.PICTURE_KEPT_EDGE,
        sizes=[[width, name.upper()] for width, name in sizes],
    )
    kept = parsed.found["format"]
    return CheckedFile(parsed.content, plain_name(file.name, ENDINGS[kept]), PICTURE_TYPES[kept], parsed.found["read"])
