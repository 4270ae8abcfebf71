"""MP4 films."""

import os
import re
from collections.abc import Iterator

from portal.uploads.refusal import Refusal

# The table of contents of a film of hours is smaller.
_MOST_INDEX = 16 * 2**20
_HEADER = 8
# Brands that browsers play: the base format and those that its makers derive from it.
_BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"M4VH", b"MSNV", b"dash"}
# Where phones write where they were: the box of QuickTime and 3GPP, and the key of Apple.
_PLACE = re.compile(rb"\xa9xyz|loci|location\.ISO6709")


def inspected(stream) -> tuple[None, bytes]:
    """Look through a film: what it is, that it is whole, and that it names no place.

    Raises:
        Refusal: ``film`` (no MP4), ``damaged``, or ``place``.
    """
    boxes = list(_boxes(stream))
    kinds = [kind for kind, _start, _size in boxes]
    if not kinds or kinds[0] != b"ftyp":
        raise Refusal("film")
    stream.seek(boxes[0][1])
    if stream.read(4) not in _BRANDS:
        raise Refusal("film")
    if not {b"moov", b"mdat"} <= set(kinds):
        raise Refusal("damaged")
    for kind, start, size in boxes:
        if kind in {b"moov", b"udta", b"meta"}:
            if size > _MOST_INDEX:
                raise Refusal("damaged")
            stream.seek(start)
            if _PLACE.search(stream.read(size)):
                raise Refusal("place")
    return None, b""


def _boxes(stream) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, start and size of the contents of each box on the first level (ISO/IEC 14496-12).

    Raises:
        Refusal: ``damaged``: a box ends outside the file.
    """
    end, place = stream.seek(0, os.SEEK_END), 0
    while place + _HEADER <= end:
        stream.seek(place)
        size, kind = int.from_bytes(stream.read(4), "big"), stream.read(4)
        header = _HEADER
        if size == 1:
            size, header = int.from_bytes(stream.read(8), "big"), 2 * _HEADER
        elif size == 0:
            size = end - place
        if size < header or place + size > end:
            raise Refusal("damaged")
        yield kind, place + header, size - header
        place += size
