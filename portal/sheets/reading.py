"""An untrusted XLSX file as rows of text.

Nothing of the file is believed: its kind is seen from its content, its unpacked size from the archive's directory before anything is
unpacked, its extent from the cells themselves.
"""

import datetime
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from portal.sheets.errors import SheetError
from portal.sheets.text import clean, clean_line

MAX_ROWS = 5_000
MAX_UNPACKED_BYTES = 50 * 1024 * 1024
MAX_PARTS = 1_000
MAX_COLUMNS = 200
# Spreadsheet programs keep 15 digits of a number; what a longer code became cannot be undone.
_LOST_DIGITS = 10**15
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHEET_MAIN = b"spreadsheetml.sheet.main+xml"
_MACRO = (b"macroEnabled", b"vbaProject")
_BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
)


@dataclass
class Row:
    """One row.

    Args:
        number: as the spreadsheet program shows it.
        cells: text by heading; empty cells are empty strings.
        problems: what is wrong with a cell before it is even looked at, by heading.
    """

    number: int
    cells: dict[str, str]
    problems: dict[str, str] = field(default_factory=dict)


@dataclass
class Sheet:
    """The first sheet of a file: its headings and the rows below that are not empty."""

    headings: list[str]
    rows: list[Row]


def read_sheet(file) -> Sheet:
    """Read the first sheet of an XLSX file.

    Args:
        file: a seekable binary file; its name does not matter.

    Raises:
        SheetError: not an XLSX file without macros, too large, damaged, or without headings or rows.
    """
    _check_archive(file)
    file.seek(0)
    try:
        workbook = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        try:
            if not workbook.worksheets:
                raise SheetError(_("文件里没有工作表。"))
            return _read(workbook.worksheets[0])
        finally:
            workbook.close()
    except SheetError:
        raise
    except _BROKEN as error:
        raise SheetError(_("文件已损坏，打不开。请在表格软件中打开后另存为“Excel 工作簿（.xlsx）”再试。")) from error


def _check_archive(file) -> None:
    file.seek(0)
    start = file.read(8)
    if not start:
        raise SheetError(_("文件是空的（0 字节）。请选择填好的 XLSX 表格。"))
    if start == _OLE:
        raise SheetError(_("这是旧版 Excel（.xls）或加了密码的文件。请在表格软件中去掉密码，另存为“Excel 工作簿（.xlsx）”再试。"))
    if not start.startswith(b"PK"):
        raise SheetError(_("这不是 XLSX 文件（可能是 CSV、网页或改了扩展名的文件）。请打开后另存为“Excel 工作簿（.xlsx）”再试。"))
    try:
        with zipfile.ZipFile(file) as archive:
            _check_parts(archive)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise SheetError(_("文件已损坏，打不开。请重新下载或另存为“Excel 工作簿（.xlsx）”再试。")) from error


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        limit = MAX_UNPACKED_BYTES // 1024 // 1024
        raise SheetError(_("文件解开后超过 %(limit)d MB，不予导入。请删去图片和多余的工作表，或分成几个文件。") % {"limit": limit})
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names:
        raise SheetError(_("这是压缩包，不是 XLSX 表格。请选择表格文件本身。"))
    types = archive.read("[Content_Types].xml")
    if any(mark in types for mark in _MACRO) or any("vbaproject" in name.lower() for name in names):
        raise SheetError(_("文件带有宏（.xlsm），为安全起见不予导入。请另存为不带宏的“Excel 工作簿（.xlsx）”。"))
    if _SHEET_MAIN not in types:
        raise SheetError(_("这不是 XLSX 表格（可能是 Word、PPT 或其他软件的文件）。请选择“Excel 工作簿（.xlsx）”。"))
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                if b"<!DOCTYPE" in stream.read(4096):
                    raise SheetError(_("文件的内部结构不正常，不予导入。请在表格软件中另存为“Excel 工作簿（.xlsx）”再试。"))


def _read(worksheet) -> Sheet:
    if not hasattr(worksheet, "reset_dimensions"):
        raise SheetError(_("第一张工作表是图表，没有数据。请把数据放在第一张工作表。"))
    # The stated extent of a sheet may be wrong; without it every stored cell is read.
    worksheet.reset_dimensions()
    numbered = enumerate(worksheet.iter_rows(), start=1)
    columns = _headings(next(numbered, (1, ()))[1])
    rows = []
    for number, cells in numbered:
        row = _row(number, cells, columns)
        if row is not None:
            rows.append(row)
        if len(rows) > MAX_ROWS:
            raise SheetError(_("表格超过 %(limit)d 行。请分成几个文件，逐个导入。") % {"limit": MAX_ROWS})
    if not rows:
        raise SheetError(_("表头下面没有数据。请从第 2 行起填写，每行一条。"))
    return Sheet(list(columns.values()), rows)


def _headings(cells) -> dict[int, str]:
    """Return the headings by position."""
    found = {index: clean_line(_text(cell)[0]).rstrip("*") for index, cell in enumerate(cells[:MAX_COLUMNS])}
    headings = {index: heading for index, heading in found.items() if heading}
    if not headings:
        raise SheetError(_("第 1 行没有表头。请下载模板，在模板中填写。"))
    repeated = [heading for heading, count in Counter(headings.values()).items() if count > 1]
    if repeated:
        raise SheetError(_("表头重复：%(headings)s。每个表头只能出现一次，请删去多余的列。") % {"headings": "、".join(repeated)})
    return headings


def _row(number: int, cells, columns: dict[int, str]) -> Row | None:
    row = Row(number, dict.fromkeys(columns.values(), ""))
    filled = False
    for index, cell in enumerate(cells):
        if cell.value is None:
            continue
        text, problem = _text(cell)
        if not text and not problem:
            continue
        if index not in columns:
            raise SheetError(
                _("第 %(row)d 行 %(column)s 列有内容，但这一列没有表头。请补上表头或清空这一列。")
                % {"row": number, "column": get_column_letter(index + 1)}
            )
        filled = True
        row.cells[columns[index]] = text
        if problem:
            row.problems[columns[index]] = problem
    return row if filled else None


def _text(cell) -> tuple[str, str]:
    """Return a cell's value as text, and what is wrong with it."""
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if kind == "f":
        return "", _("单元格里是公式，请复制后“选择性粘贴 - 数值”。")
    if kind == "e":
        return str(value), _("单元格是错误值 %(value)s，请改为具体内容。") % {"value": value}
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value)
    return _plain(value), ""


def _plain(value) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime.datetime):
        has_time = (value.hour, value.minute) != (0, 0)
        return value.strftime("%Y-%m-%d %H:%M" if has_time else "%Y-%m-%d")
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    return "" if value is None else clean(str(value))


def _number(value: int | float) -> tuple[str, str]:
    if abs(value) >= _LOST_DIGITS:
        return str(value), _("长数字已被表格软件改写（只保留 15 位）。请先把单元格格式设为“文本”，再重新填写。")
    if float(value).is_integer():
        return str(int(value)), ""
    # Fifteen digits are what was typed; more would show the rounding of binary fractions.
    text = format(value, ".15g")
    return (format(float(text), ".15f").rstrip("0") if "e" in text else text), ""
