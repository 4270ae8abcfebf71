"""An untrusted XLSX file as rows of text; :mod:`.cells` reads it behind the guard of the uploads."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils import get_column_letter

from portal.core.text import clean_line
from portal.sheets.errors import SheetError
from portal.sheets.text import clean
from portal.uploads.guard import parse
from portal.uploads.messages import MESSAGES as UPLOAD_MESSAGES
from portal.uploads.refusal import Refusal

MAX_ROWS = 5_000
MAX_UNPACKED_BYTES = 50 * 1024 * 1024
MAX_PARTS = 1_000
MAX_COLUMNS = 200
# Rows that a notice names.
_NAMED = 10
# Spreadsheet programs keep 15 digits of a number; what a longer code became cannot be undone.
_LOST_DIGITS = 10**15
_MESSAGES = {
    "empty": gettext_lazy("文件是空的（0 字节）。请选择填好的 XLSX 表格。"),
    "old": gettext_lazy("这是旧版 Excel（.xls）或加了密码的文件。请在表格软件中去掉密码，另存为“Excel 工作簿（.xlsx）”再试。"),
    "foreign": gettext_lazy("这不是 XLSX 文件（可能是 CSV、网页或改了扩展名的文件）。请打开后另存为“Excel 工作簿（.xlsx）”再试。"),
    "damaged": gettext_lazy("文件已损坏，打不开。请在表格软件中打开后另存为“Excel 工作簿（.xlsx）”再试。"),
    "unpacked": gettext_lazy("文件解开后超过 %(limit)d MB，不予导入。请删去图片和多余的工作表，或分成几个文件。"),
    "archive": gettext_lazy("这是压缩包，不是 XLSX 表格。请选择表格文件本身。"),
    "macro": gettext_lazy("文件带有宏（.xlsm），为安全起见不予导入。请另存为不带宏的“Excel 工作簿（.xlsx）”。"),
    "other": gettext_lazy("这不是 XLSX 表格（可能是 Word、PPT 或其他软件的文件）。请选择“Excel 工作簿（.xlsx）”。"),
    "structure": gettext_lazy("文件的内部结构不正常，不予导入。请在表格软件中另存为“Excel 工作簿（.xlsx）”再试。"),
    "sheets": gettext_lazy("文件里没有工作表。"),
    "rows": gettext_lazy("表格超过 %(limit)d 行。请分成几个文件，逐个导入。"),
    "cells": gettext_lazy("表格里的单元格太多。请删去空白的行和列，或分成几个文件。"),
}


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
    """The first visible sheet of a file.

    Args:
        headings: its headings.
        rows: the rows below that are not empty.
        notices: what somebody who looks at the sheet would not expect of the import: hidden, filtered and merged cells.
    """

    headings: list[str]
    rows: list[Row]
    notices: list[str] = field(default_factory=list)


def read_sheet(file) -> Sheet:
    """Read the first visible sheet of an XLSX file.

    Args:
        file: a seekable binary file; its name does not matter.

    Raises:
        SheetError: not an XLSX file without macros, too large, damaged, or without headings or rows.
    """
    found = _found(file)
    rows = [(number, _cells(cells)) for number, cells in found["rows"]]
    return _sheet(rows, found)


def rows_of(file) -> list[tuple[str, ...]]:
    """Return the first visible sheet of an XLSX file as rows of texts, all as long as the longest; formulas and errors are empty.

    Raises:
        SheetError: see :func:`read_sheet`.
    """
    rows = [_cells(cells) for _number, cells in _found(file)["rows"]]
    width = min(max((max(row, default=0) for row in rows), default=0), MAX_COLUMNS)
    return [
        tuple("" if row.get(column, ("f",))[0] in {"e", "f"} else _text(*row[column])[0] for column in range(1, width + 1)) for row in rows
    ]


def _cells(cells: dict[str, list]) -> dict[int, tuple]:
    return {int(column): tuple(value) for column, value in cells.items()}


def _found(file) -> dict:
    try:
        return parse(
            "portal.sheets.cells:read",
            file,
            unpacked=MAX_UNPACKED_BYTES,
            parts=MAX_PARTS,
            rows=MAX_ROWS,
            cells=MAX_ROWS * MAX_COLUMNS,
        ).found
    except Refusal as refusal:
        message = _MESSAGES.get(refusal.code) or UPLOAD_MESSAGES[refusal.code]
        raise SheetError(str(message) % refusal.params) from refusal


def _sheet(rows: list[tuple[int, dict]], found: dict) -> Sheet:
    columns = _headings(rows[0][1] if rows and rows[0][0] == 1 else {})
    texts = [row for number, cells in rows if number > 1 and (row := _row(number, cells, columns)) is not None]
    if not texts:
        raise SheetError(_("表头下面没有数据。请从第 2 行起填写，每行一条。"))
    return Sheet(list(columns.values()), texts, _notices(found, columns, {row.number for row in texts}))


def _notices(found: dict, columns: dict[int, str], numbers: set[int]) -> list[str]:
    notices = []
    if found["hidden_sheets"]:
        notices.append(_("没有导入隐藏的工作表：%(names)s。") % {"names": "、".join(found["hidden_sheets"])})
    hidden = [number for number in found["hidden_rows"] if number in numbers]
    if hidden and found["filtered"]:
        notices.append(_("表格开着筛选，筛掉的行也会导入：第 %(rows)s 行。不想导入的，请先删除。") % {"rows": _listed(hidden)})
    elif hidden:
        notices.append(_("隐藏的行也会导入：第 %(rows)s 行。不想导入的，请先删除。") % {"rows": _listed(hidden)})
    names = [columns[column] for column in found["hidden_columns"] if column in columns]
    if names:
        notices.append(_("隐藏的列也会导入：%(names)s。") % {"names": "、".join(names)})
    merged = [_range(*bounds) for bounds in found["merged"] if any(bounds[1] <= number <= bounds[3] for number in numbers)]
    if merged:
        text = _("合并的单元格：%(ranges)s。竖着合并的，其中每一行都按同样的内容导入；横着合并的，只算最左边一列。")
        notices.append(text % {"ranges": _listed(merged)})
    return notices


def _listed(things: list) -> str:
    shown = "、".join(str(thing) for thing in things[:_NAMED])
    return shown if len(things) <= _NAMED else _("%(shown)s 等 %(count)d 处") % {"shown": shown, "count": len(things)}


def _range(first_column: int, first: int, last_column: int, last: int) -> str:
    return f"{get_column_letter(first_column)}{first}:{get_column_letter(last_column)}{last}"


def _headings(cells: dict[int, tuple]) -> dict[int, str]:
    """Return the headings by column."""
    found = {column: clean_line(_text(*cells[column])[0]).rstrip("*") for column in sorted(cells) if column <= MAX_COLUMNS}
    headings = {column: heading for column, heading in found.items() if heading}
    if not headings:
        raise SheetError(_("第 1 行没有表头。请下载模板，在模板中填写。"))
    repeated = [heading for heading, count in Counter(headings.values()).items() if count > 1]
    if repeated:
        raise SheetError(_("表头重复：%(headings)s。每个表头只能出现一次，请删去多余的列。") % {"headings": "、".join(repeated)})
    return headings


def _row(number: int, cells: dict[int, tuple], columns: dict[int, str]) -> Row | None:
    row = Row(number, dict.fromkeys(columns.values(), ""))
    filled = False
    for column in sorted(cells):
        text, problem = _text(*cells[column])
        if not text and not problem:
            continue
        if column not in columns:
            raise SheetError(
                _("第 %(row)d 行 %(column)s 列有内容，但这一列没有表头。请补上表头或清空这一列。")
                % {"row": number, "column": get_column_letter(column)}
            )
        filled = True
        row.cells[columns[column]] = text
        if problem:
            row.problems[columns[column]] = problem
    return row if filled else None


def _text(kind: str, value) -> tuple[str, str]:
    """Return a cell's value as text, and what is wrong with it."""
    if kind == "f":
        return "", _("单元格里是公式，请复制后“选择性粘贴 - 数值”。")
    if kind == "e":
        return value, _("单元格是错误值 %(value)s，请改为具体内容。") % {"value": value}
    if kind == "n":
        return _number(value)
    if kind == "b":
        return (_("是") if value else _("否")), ""
    return clean(value), ""


def _number(value: int | float) -> tuple[str, str]:
    if abs(value) >= _LOST_DIGITS:
        return str(value), _("长数字已被表格软件改写（只保留 15 位）。请先把单元格格式设为“文本”，再重新填写。")
    if float(value).is_integer():
        return str(int(value)), ""
    # Fifteen digits are what was typed; more would show the rounding of binary fractions.
    text = format(value, ".15g")
    return (format(float(text), ".15f").rstrip("0") if "e" in text else text), ""
