"""What office files and pictures hold that nobody sees: hidden sheets, rows and columns, comments, pivot caches, hidden text, positions."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from defusedxml.ElementTree import ParseError, fromstring
from django.utils.translation import gettext as _
from PIL import Image as Picture

from portal.moderation.screening.leaks import leaks
from portal.moderation.screening.types import Action

_GPS = 0x8825
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFF = {"0", "false", "off"}
# Parts whose text a reader of the file meets.
_TEXT_PARTS = re.compile(
    r"word/(document|header\d*|footer\d*|footnotes)\.xml|xl/(sharedStrings|worksheets/\w+)\.xml|ppt/slides/slide\d+\.xml"
)
_PICTURES = re.compile(r"(word|xl|ppt)/media/[^/]+\.(jpe?g|png|tiff?|webp)", re.IGNORECASE)
_PERSONAL = {"PI-1", "PI-2"}


def hidden_parts(archive: zipfile.ZipFile) -> list[str]:
    """Return what an office file (docx, xlsx, pptx) hides, in Chinese, each kind once.

    Args:
        archive: the file, already checked against bombs.

    Raises:
        ValueError: a part is no XML or declares entities.
    """
    names = archive.namelist()
    found = [*_by_name(names), *_in_workbook(archive, names), *_in_document(archive, names), *_positions(archive, names)]
    return list(dict.fromkeys(found))


def personal_numbers(archive: zipfile.ZipFile) -> list[str]:
    """Return which kinds of ID and card numbers stand in the text of an office file, each once.

    Raises:
        ValueError: a part is no XML or declares entities.
    """
    found = []
    for name in archive.namelist():
        if _TEXT_PARTS.fullmatch(name):
            paragraphs = ("".join(element.itertext()) for element in _blocks(_parsed(archive, name)))
            found += [hit.term for text in paragraphs for hit in leaks(name, text, "document") if _is_grave(hit)]
    return list(dict.fromkeys(found))


def has_position(content: bytes) -> bool:
    """Return whether a picture tells where it was taken."""
    try:
        with Picture.open(BytesIO(content)) as picture:
            return bool(picture.getexif().get_ifd(_GPS))
    except (OSError, ValueError, SyntaxError, Picture.DecompressionBombError):
        return False


def _is_grave(hit) -> bool:
    return hit.clause in _PERSONAL and hit.action is Action.BLOCK


def _blocks(root) -> Iterator:
    """Yield paragraphs, cells or shared strings; numbers never run from one into the next."""
    wanted = {f"{_WORD}p", f"{_SHEET}si", f"{_SHEET}c", "{http://schemas.openxmlformats.org/drawingml/2006/main}p"}
    return (element for element in root.iter() if element.tag in wanted)


def _parsed(archive: zipfile.ZipFile, name: str):
    """Return a part of the file.

    Raises:
        ValueError: it is no XML, or declares entities.
    """
    try:
        return fromstring(archive.read(name))
    except (ParseError, zipfile.BadZipFile, NotImplementedError) as error:
        raise ValueError(name) from error


def _by_name(names: list[str]) -> Iterator[str]:
    for name in names:
        if re.fullmatch(r"(word|xl)/(threadedComments/\w+|comments/\w+|comments\w*|persons/\w+)\.xml|ppt/comments/\w+\.xml", name):
            yield _("批注")
        elif re.fullmatch(r"xl/pivotCache/\w+\.xml", name):
            yield _("数据透视表缓存（原始数据）")
        elif name.startswith("xl/externalLinks/"):
            yield _("外部工作簿链接")
        elif re.fullmatch(r"ppt/notesSlides/\w+\.xml", name):
            yield _("演讲者备注")


def _in_workbook(archive: zipfile.ZipFile, names: list[str]) -> Iterator[str]:
    if "xl/workbook.xml" not in names:
        return
    for sheet in _parsed(archive, "xl/workbook.xml").iter(f"{_SHEET}sheet"):
        if sheet.get("state", "visible") != "visible":
            yield _("隐藏的工作表")
    for name in names:
        if not re.fullmatch(r"xl/worksheets/\w+\.xml", name):
            continue
        root = _parsed(archive, name)
        if any(_on(row.get("hidden")) for row in root.iter(f"{_SHEET}row")):
            yield _("隐藏的行")
        if any(_on(column.get("hidden")) for column in root.iter(f"{_SHEET}col")):
            yield _("隐藏的列")


def _in_document(archive: zipfile.ZipFile, names: list[str]) -> Iterator[str]:
    for name in names:
        if not re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes)\.xml", name):
            continue
        root = _parsed(archive, name)
        if any(_on(mark.get(f"{_WORD}val", "1")) for mark in root.iter(f"{_WORD}vanish")):
            yield _("隐藏文字")
        if any(True for tag in ("ins", "del", "moveFrom", "moveTo") for _mark in root.iter(f"{_WORD}{tag}")):
            yield _("修订痕迹")


def _positions(archive: zipfile.ZipFile, names: list[str]) -> Iterator[str]:
    if any(_PICTURES.fullmatch(name) and has_position(archive.read(name)) for name in names):
        yield _("图片中的拍摄位置")


def _on(value: str | None) -> bool:
    return value is not None and value.lower() not in _OFF
