"""What may become a file of the site: the gate's judgement, and the centre's rules on names and hidden contents (R-MOD-10)."""

from pathlib import PurePath

from django.conf import settings
from django.core.files.base import File

from portal.media.uploads import checked_picture
from portal.moderation.screening.leaks import leaks
from portal.moderation.screening.types import Action
from portal.uploads.gate import CheckedFile, archive_limits, bound_size, looked_into
from portal.uploads.messages import HIDDEN, refused

_PICTURES = {"JPEG": {"jpg", "jpeg"}, "MPO": {"jpg", "jpeg"}, "PNG": {"png"}, "GIF": {"gif"}, "WEBP": {"webp"}, "AVIF": {"avif"}}
_PERSONAL = {"PI-1", "PI-2"}


def check_document(file: File) -> None:
    """Check a file for download; it is left at its start.

    Raises:
        ValidationError: with the reason in Chinese and what to do.
    """
    bound_size(file, settings.UPLOAD_MAX_BYTES)
    extension = _extension(file)
    if extension == "pdf":
        looked_into("portal.uploads.pdf:inspected", file)
    elif extension == "txt":
        looked_into("portal.uploads.plain:inspected", file)
    elif extension == "mp4":
        looked_into("portal.uploads.video:inspected", file)
    elif extension == "zip":
        looked_into("portal.uploads.archives:inspected", file, **archive_limits())
    elif extension in {"docx", "xlsx", "pptx"}:
        _check_office(file, extension)
    else:
        raise refused("kind")


def check_picture(file: File) -> CheckedFile:
    """Return a picture of the library as it may be kept; its content is what its name says.

    Raises:
        ValidationError: with the reason in Chinese.
    """
    checked = checked_picture(file)
    if _extension(file) not in _PICTURES[checked.read_format]:
        raise refused("type")
    return checked


def _extension(file: File) -> str:
    return PurePath(file.name).suffix.lower().lstrip(".")


def _check_office(file: File, extension: str) -> None:
    parsed = looked_into("portal.uploads.office:inspected", file, kinds=[extension], limits=archive_limits(), closely=True)
    numbers = [hit.term for part, text in parsed.found["texts"] for hit in leaks(part, text, "document") if _is_grave(hit)]
    if numbers:
        raise refused("personal", what="、".join(dict.fromkeys(numbers)))
    if parsed.found["hidden"]:
        raise refused("hidden", what="、".join(str(HIDDEN[code]) for code in parsed.found["hidden"]))


def _is_grave(hit) -> bool:
    return hit.clause in _PERSONAL and hit.action is Action.BLOCK
