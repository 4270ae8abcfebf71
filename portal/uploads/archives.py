"""Archives and what may stand in them: bombs, passwords, programs, ways out of the folder."""

import re
import zipfile
from pathlib import PurePosixPath

from portal.uploads.refusal import Refusal

MACROS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|activeX/|macrosheets/)|\.bas$", re.IGNORECASE)
PROGRAMS = re.compile(
    r"\.(exe|dll|com|scr|msi|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|jar|apk|sh|php\d?|phtml|py|pl|asp|aspx|jsp|lnk|html?|svg|docm|xlsm|pptm|xlsb)$",
    re.IGNORECASE,
)
_PACKED = re.compile(r"\.(zip|rar|7z|gz|bz2|xz|tar)$", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0"
_MEGABYTE = 2**20


def opened(stream, *, unpacked: int, ratio: int, entries: int) -> zipfile.ZipFile:
    """Return an archive that can be unpacked without harm.

    Args:
        stream: the file.
        unpacked: most bytes of all entries together.
        ratio: how many times smaller than unpacked it may be, from one megabyte on.
        entries: most entries.

    Raises:
        Refusal: ``old``, ``type``, ``bomb`` or ``encrypted``.
    """
    start = stream.read(len(_OLE))
    stream.seek(0)
    if start == _OLE:
        raise Refusal("old")
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refusal("damaged" if start.startswith(b"PK") else "type") from error
    found = archive.infolist()
    size = sum(entry.file_size for entry in found)
    packed = max(1, sum(entry.compress_size for entry in found))
    if size > unpacked or (size / packed > ratio and size > _MEGABYTE) or len(found) > entries or _overlapping(found):
        raise Refusal("bomb")
    if any(entry.flag_bits & 1 for entry in found):
        raise Refusal("encrypted")
    return archive


def inspected(stream, **limits) -> tuple[None, bytes]:
    """Look through a ZIP archive for download.

    Raises:
        Refusal: as :func:`opened`, or ``path``, ``program`` or ``nested``.
    """
    with opened(stream, **limits) as archive:
        names = [name.replace("\\", "/") for name in archive.namelist()]
        if any(name.startswith("/") or ".." in PurePosixPath(name).parts for name in names):
            raise Refusal("path")
        if any(PROGRAMS.search(name) or MACROS.search(name) for name in names):
            raise Refusal("program")
        if any(_PACKED.search(name) for name in names):
            raise Refusal("nested")
        if archive.testzip() is not None:
            raise Refusal("damaged")
    return None, b""


def _overlapping(entries: list[zipfile.ZipInfo]) -> bool:
    """Return whether entries share their bytes, as in bombs that need no nesting."""
    ends = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < ends:
            return True
        ends = entry.header_offset + entry.compress_size
    return False
