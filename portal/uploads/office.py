"""Office files (docx, xlsx, pptx): macros and embedded programs refused; what nobody sees in them, and their text, told."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from defusedxml.ElementTree import ParseError, fromstring
from PIL import Image

from portal.uploads.archives import MACROS, PROGRAMS, opened
from portal.uploads.refusal import Refusal

_MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_GPS = 0x8825
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_BLOCKS = {f"{_WORD}p", f"{_SHEET}si", f"{_SHEET}c", f"{_DRAWING}p"}
_OFF = {"0", "false", "off"}
# Parts whose text a reader of the file meets.
_TEXT_PARTS = re.compile(
    r"word/(document|header\d*|footer\d*|footnotes)\.xml|xl/(sharedStrings|worksheets/\w+)\.xml|ppt/slides/slide\d+\.xml"
)
_PICTURES = re.compile(r"(word|xl|ppt)/media/[^/]+\.(jpe?g|png|tiff?|webp)", re.IGNORECASE)
# What a program would fetch from elsewhere, or start, when the file is opened.
_FETCHED = ("/attachedTemplate", "/oleObject", "/frame", "/subDocument")
_MOST_TEXT = 8_000_000


def inspected(stream, *, kinds: list, limits: dict, closely: bool) -> tuple[dict, bytes]:
    """Return which kind of office file it is and, if asked, the codes of what it hides and its texts.

    Args:
        stream: the file.
        kinds: which of ``docx``, ``xlsx`` and ``pptx`` may come in.
        limits: of :func:`portal.uploads.archives.opened`.
        closely: whether its parts are read for hidden things and text.

    Raises:
        Refusal: as :func:`portal.uploads.archives.opened`, or ``type``, ``macro``, ``embedded`` or ``damaged``.
    """
    with opened(stream, **limits) as archive:
        names = archive.namelist()
        kind = next((kind for kind in kinds if _MAIN_PARTS[kind] in names), None)
        if kind is None or "[Content_Types].xml" not in names:
            raise Refusal("type")
        if any(MACROS.search(name) for name in names) or b"macroEnabled" in archive.read("[Content_Types].xml"):
            raise Refusal("macro")
        if any(PROGRAMS.search(name) or (name.lower().endswith(".bin") and "/embeddings/" in name) for name in names):
            raise Refusal("embedded")
        if any(_fetches(archive, name) for name in names if name.endswith(".rels")):
            raise Refusal("embedded")
        _parsed(archive, _MAIN_PARTS[kind])
        if not closely:
            return {"kind": kind}, b""
        return {"kind": kind, "hidden": sorted(set(_hidden(archive, names))), "texts": list(_texts(archive, names))}, b""


def _fetches(archive: zipfile.ZipFile, name: str) -> bool:
    return any(
        relation.get("TargetMode") == "External" and relation.get("Type", "").endswith(_FETCHED) for relation in _parsed(archive, name)
    )


def _texts(archive: zipfile.ZipFile, names: list[str]) -> Iterator[tuple[str, str]]:
    """Yield part and text of paragraphs, cells and shared strings; numbers never run from one into the next."""
    length = 0
    for name in names:
        if _TEXT_PARTS.fullmatch(name):
            for element in _parsed(archive, name).iter():
                if element.tag in _BLOCKS:
                    text = "".join(element.itertext())
                    length += len(text)
                    if length > _MOST_TEXT:
                        raise Refusal("complex")
                    yield name, text


def _parsed(archive: zipfile.ZipFile, name: str):
    try:
        return fromstring(archive.read(name))
    except (ParseError, ValueError, zipfile.BadZipFile, NotImplementedError) as error:
        # Entities count as damage: no office program writes them.
        raise Refusal("damaged") from error


def _hidden(archive: zipfile.ZipFile, names: list[str]) -> Iterator[str]:
    """Yield the codes of what the file hides."""
    for name in names:
        if re.fullmatch(r"(word|xl)/(threadedComments/\w+|comments/\w+|comments\w*|persons/\w+)\.xml|ppt/comments/\w+\.xml", name):
            yield "comments"
        elif re.fullmatch(r"xl/pivotCache/\w+\.xml", name):
            yield "pivot"
        elif name.startswith("xl/externalLinks/"):
            yield "links"
        elif re.fullmatch(r"ppt/notesSlides/\w+\.xml", name):
            yield "notes"
        elif re.fullmatch(r"xl/worksheets/\w+\.xml", name):
            yield from _in_sheet(_parsed(archive, name))
        elif re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes)\.xml", name):
            yield from _in_document(_parsed(archive, name))
        elif _PICTURES.fullmatch(name) and _has_position(archive.read(name)):
            yield "position"
    if "xl/workbook.xml" in names:
        sheets = _parsed(archive, "xl/workbook.xml").iter(f"{_SHEET}sheet")
        if any(sheet.get("state", "visible") != "visible" for sheet in sheets):
            yield "sheet"


def _in_sheet(root) -> Iterator[str]:
    if any(_on(row.get("hidden")) for row in root.iter(f"{_SHEET}row")):
        yield "row"
    if any(_on(column.get("hidden")) for column in root.iter(f"{_SHEET}col")):
        yield "column"


def _in_document(root) -> Iterator[str]:
    if any(_on(mark.get(f"{_WORD}val", "1")) for mark in root.iter(f"{_WORD}vanish")):
        yield "text"
    if any(True for tag in ("ins", "del", "moveFrom", "moveTo") for _mark in root.iter(f"{_WORD}{tag}")):
        yield "revisions"


def _has_position(content: bytes) -> bool:
    try:
        with Image.open(BytesIO(content)) as picture:
            return bool(picture.getexif().get_ifd(_GPS))
    except Exception:
        # A broken picture is shown by no program; it says nothing.
        return False


def _on(value: str | None) -> bool:
    return value is not None and value.lower() not in _OFF
