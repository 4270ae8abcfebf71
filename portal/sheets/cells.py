"""The first visible sheet of an untrusted XLSX file as plain values; runs in the process of the guard and knows no Django.

Nothing of the file is believed: its kind is seen from its content, its unpacked size from the archive's directory before anything is
unpacked, its extent from the cells themselves.
"""

import datetime
import re
import zipfile
from bisect import bisect_left, bisect_right

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import range_boundaries
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import WorkSheetParser

from portal.uploads.refusal import Refusal

# Rows of the file format; spreadsheet programs know no more.
_LAST_ROW = 1_048_576
_MOST_TEXT = 20_000_000
_LOST_DIGITS = 10**15
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHEET_MAIN = b"spreadsheetml.sheet.main+xml"
_MACRO = (b"macroEnabled", b"vbaProject")
_YES = {"1", "true"}
# What no text may hold: control characters, and halves of characters that an escape can make.
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_NOT_SHOWN = re.compile(r"\[[^\]]*\]|_.|\*.")
_FORMAT_PARTS = re.compile(r'"[^"]*"|\\.|.')
_ZERO_OR_LITERAL = re.compile(r'0|"[^"]*"|\\.|[-\s()/]')


def read(stream, *, unpacked: int, parts: int, rows: int, cells: int) -> tuple[dict, bytes]:
    """Return what the sheet holds: ``rows`` of ``[number, {column: [kind, value]}]``, ``merged``, ``hidden_rows``, ``hidden_columns``,
    ``filtered`` and ``hidden_sheets``.

    Kinds are ``s`` text, ``n`` number, ``b`` yes or no, ``d`` date or time, ``f`` formula and ``e`` error.

    Args:
        stream: the file.
        unpacked: most bytes of all its parts.
        parts: most parts.
        rows: most rows that hold something.
        cells: most cells that are read, empty ones included.

    Raises:
        Refusal: ``empty``, ``old``, ``foreign``, ``damaged``, ``unpacked``, ``archive``, ``macro``, ``other``, ``structure``, ``sheets``,
            ``rows`` or ``cells``.
    """
    _check_archive(stream, unpacked, parts)
    stream.seek(0)
    book = load_workbook(stream, read_only=True, data_only=False, keep_links=False)
    if not book.worksheets:
        raise Refusal("sheets")
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
    found, parser = _rows(book, visible[0], rows, cells)
    merged = [range_boundaries(merge.ref) for merge in parser.merged_cells.mergeCell] if parser.merged_cells else []
    _fill_down(found, merged)
    skipped = [sheet.title for sheet in book.worksheets[: book.worksheets.index(visible[0])]]
    return {
        "rows": sorted(found.items()),
        "merged": merged,
        "hidden_rows": [number for number in sorted(found) if _is_hidden(parser.row_dimensions.get(str(number), {}))],
        "hidden_columns": _hidden_columns(parser, {column for row in found.values() for column in row}),
        "filtered": bool(getattr(parser, "auto_filter", None) and parser.auto_filter.filterColumn),
        "hidden_sheets": skipped,
    }, b""


def _check_archive(stream, unpacked: int, most_parts: int) -> None:
    start = stream.read(len(_OLE))
    if not start:
        raise Refusal("empty")
    if start == _OLE:
        raise Refusal("old")
    if not start.startswith(b"PK"):
        raise Refusal("foreign")
    with zipfile.ZipFile(stream) as archive:
        parts = archive.infolist()
        if len(parts) > most_parts or sum(part.file_size for part in parts) > unpacked:
            raise Refusal("unpacked", limit=unpacked // 2**20)
        names = {part.filename for part in parts}
        if "[Content_Types].xml" not in names:
            raise Refusal("archive")
        types = archive.read("[Content_Types].xml")
        if any(mark in types for mark in _MACRO) or any("vbaproject" in name.lower() for name in names):
            raise Refusal("macro")
        if _SHEET_MAIN not in types:
            raise Refusal("other")
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with archive.open(part) as content:
                    if b"<!DOCTYPE" in content.read(4096):
                        raise Refusal("structure")


def _rows(book, sheet, most_rows: int, most_cells: int) -> tuple[dict[int, dict], WorkSheetParser]:
    """Return the rows that hold something; only what is stored is read, never the empty space between."""
    found: dict[int, dict] = {}
    read_cells = text = 0
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=False,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, stored in parser.parse():
            read_cells += len(stored) or 1
            if read_cells > most_cells:
                raise Refusal("cells")
            if not 1 <= number <= _LAST_ROW:
                raise Refusal("damaged")
            row = {cell["column"]: _value(sheet, cell) for cell in stored if cell["value"] is not None}
            text += sum(len(value) for kind, value in row.values() if kind == "s")
            if text > _MOST_TEXT:
                raise Refusal("cells")
            if any(kind != "s" or value.strip() for kind, value in row.values()):
                found[number] = row
            # One row of headings.
            if len(found) > most_rows + 1:
                raise Refusal("rows", limit=most_rows)
    return found, parser


def _value(sheet, cell: dict) -> list:
    value, kind = cell["value"], cell["data_type"]
    if kind in {"e", "f"}:
        return [kind, str(value)]
    if isinstance(value, bool):
        return ["b", value]
    if isinstance(value, int | float):
        padded = _zero_padded(value, ReadOnlyCell(sheet, **cell).number_format)
        return ["s", padded] if padded else ["n", value]
    if isinstance(value, datetime.date | datetime.time):
        return ["d", _moment(value)]
    return ["s", _UNWANTED.sub("", unescape(str(value)))]


def _moment(value: datetime.date | datetime.time) -> str:
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    has_time = isinstance(value, datetime.datetime) and (value.hour, value.minute) != (0, 0)
    return value.strftime("%Y-%m-%d %H:%M" if has_time else "%Y-%m-%d")


def _zero_padded(value: float, number_format: str) -> str:
    """Return a whole number as a format of zeros shows it (111 as 0111); nothing for other numbers and formats."""
    parts = _FORMAT_PARTS.findall(_NOT_SHOWN.sub("", number_format.partition(";")[0]))
    zeros = parts.count("0")
    if zeros < 2 or not 0 <= value < _LOST_DIGITS or value != int(value):
        return ""
    if not all(_ZERO_OR_LITERAL.fullmatch(part) for part in parts):
        return ""
    digits, shown = str(int(value)).zfill(zeros), []
    for part in reversed(parts):
        if len(part) > 1 or not part.isdigit():
            shown.append(part.strip('"') if part.startswith('"') else part[-1])
            continue
        zeros -= 1
        shown.append(digits[-1] if zeros else digits)
        digits = digits[:-1]
    return "".join(reversed(shown))


def _fill_down(rows: dict[int, dict], merged: list) -> None:
    """Give the rows of a merged range its value, which the file holds for the first of them only."""
    numbers = sorted(rows)
    for column, first, _last_column, last in merged:
        value = rows.get(first, {}).get(column)
        # Headings stay as they are.
        if value is None or first == 1:
            continue
        for number in numbers[bisect_right(numbers, first) : bisect_left(numbers, last + 1)]:
            rows[number].setdefault(column, value)


def _is_hidden(attributes: dict) -> bool:
    return attributes.get("hidden") in _YES or attributes.get("ht") == "0"


def _hidden_columns(parser: WorkSheetParser, used: set[int]) -> list[int]:
    spans = [(int(found["min"]), int(found["max"])) for found in parser.column_dimensions.values() if found.get("hidden") in _YES]
    return [column for column in sorted(used) if any(first <= column <= last for first, last in spans)]
