"""XLSX files for people: exports, empty templates with instructions, and lists of what is wrong."""

import re
from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from portal.sheets.columns import Column
from portal.sheets.exports import as_text
from portal.sheets.importing import Plan, error_heading
from portal.sheets.reading import MAX_ROWS
from portal.sheets.resources import Resource

_MAX_HINT = 255
_HEAD = PatternFill("solid", fgColor="FFE7EEF5")
_HEAD_REQUIRED = PatternFill("solid", fgColor="FFFCE8C8")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_TEXT = "text_cell"
_LONG_TEXT = "long_text_cell"


def export(resource: Resource) -> bytes:
    """Return all stored objects of a kind that the user may see, drafts included, as an XLSX file."""
    rows = ([column.read(obj) for column in resource.columns] for obj in resource.stored())
    return _saved(_workbook(resource, rows))


def template(resource: Resource) -> bytes:
    """Return an XLSX file with headings, example rows and instructions."""
    return _saved(_workbook(resource, resource.example_rows()))


def error_list(plan: Plan) -> bytes:
    """Return the rows of a file as they were sent, with a column that says what is wrong in each."""
    messages: dict[int, list[str]] = {}
    for error in plan.errors:
        messages.setdefault(error.row, []).append(f"“{error.heading}”：{error.message}" if error.heading else error.message)
    columns = [column for column in plan.resource.columns if column.heading in set(plan.sheet.headings)]
    added = Column(error_heading(), "", width=60)
    added.multiline = True
    rows = ([*(row.cells[column.heading] for column in columns), "\n".join(messages.get(row.number, []))] for row in plan.sheet.rows)
    return _saved(_workbook(plan.resource, rows, [*columns, added]))


def _workbook(resource: Resource, rows: Iterable[list[str]], columns: list[Column] | None = None) -> Workbook:
    columns = columns or resource.columns
    workbook = Workbook(write_only=True)
    workbook.add_named_style(_text_style(_TEXT, Alignment(vertical="top")))
    workbook.add_named_style(_text_style(_LONG_TEXT, _WRAPPED))
    sheet = workbook.create_sheet(re.sub(r"[\[\]:*?/\\]", "", str(resource.title))[:31])
    sheet.freeze_panes = "A2"
    lists = {column.heading: list(column.allowed) for column in columns if column.one_of_allowed and column.allowed}
    for index, column in enumerate(columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width = column.width
        if not column.numeric:
            # Codes and phone numbers typed below keep their zeros and digits.
            dimension.number_format = "@"
        sheet.data_validations.append(_validation(column, get_column_letter(index), lists))
    sheet.append([_heading(sheet, column) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, column, text) for column, text in zip(columns, row, strict=True)])
    _instructions(workbook, resource)
    if lists:
        _lists(workbook, lists)
    return workbook


def _text_style(name: str, alignment: Alignment) -> NamedStyle:
    return NamedStyle(name=name, number_format="@", alignment=alignment)


def _heading(sheet, column: Column) -> WriteOnlyCell:
    cell = as_text(WriteOnlyCell(sheet, None), column.heading)
    cell.font = Font(bold=True)
    cell.fill = _HEAD_REQUIRED if column.required else _HEAD
    cell.alignment = _WRAPPED
    return cell


def _cell(sheet, column: Column, text: str) -> WriteOnlyCell:
    """Return a cell that no spreadsheet program takes for a formula, whatever it begins with."""
    number = _as_number(text) if column.numeric else None
    if number is not None:
        return WriteOnlyCell(sheet, number)
    cell = WriteOnlyCell(sheet, None)
    cell.style = _LONG_TEXT if column.multiline else _TEXT
    return as_text(cell, text)


def _as_number(text: str) -> int | Decimal | None:
    try:
        number = Decimal(text)
    except ArithmeticError:
        return None
    if not number.is_finite():
        return None
    return int(number) if number == number.to_integral_value() else number


def _validation(column: Column, letter: str, lists: dict[str, list[str]]) -> DataValidation:
    """Return what the program shows and offers when somebody goes to a cell of this column."""
    hint = _summary(column)[:_MAX_HINT]
    validation = DataValidation(type=None, allow_blank=True, showInputMessage=True, promptTitle=column.heading[:32], prompt=hint)
    if column.heading in lists:
        source = get_column_letter(list(lists).index(column.heading) + 1)
        validation.type = "list"
        validation.formula1 = f"{quote_sheetname(_lists_title())}!${source}$1:${source}${len(lists[column.heading])}"
        validation.showErrorMessage = True
        validation.errorTitle = column.heading[:32]
        validation.error = str(_("请从下拉列表中选择。"))
    validation.add(f"{letter}2:{letter}{MAX_ROWS + 1}")
    return validation


def _summary(column: Column) -> str:
    need = _("必填") if column.required else _("可不填")
    return "。".join(part.rstrip("。") for part in (need, str(column.describe()), column.help) if part)


def _instructions(workbook: Workbook, resource: Resource) -> None:
    sheet = workbook.create_sheet(_("填写说明"))
    for letter, width in zip("ABCDE", (20, 8, 44, 60, 40), strict=True):
        sheet.column_dimensions[letter].width = width
    for line in _general_rules(resource):
        sheet.append([as_text(WriteOnlyCell(sheet, None), line)])
    sheet.append([])
    sheet.append([_bold(sheet, title) for title in (_("列"), _("必填"), _("格式"), _("可填内容"), _("说明"))])
    for column in resource.columns:
        need = _("是") if column.required else _("否")
        allowed = "\n".join(column.allowed) if column.multiline else "、".join(column.allowed)
        sheet.append([_plain(sheet, text) for text in (column.heading, need, str(column.describe()), allowed, column.help)])


def _general_rules(resource: Resource) -> list[str]:
    key = resource.by_attribute[resource.key].heading
    rules = [
        _("在第一张工作表从第 2 行起填写，每行一条，一次不超过 %(limit)d 行。表头不要改动，列的先后可以调换。") % {"limit": MAX_ROWS},
        _("橙色表头为必填。以“（示例）”开头的行是样例，导入时自动跳过。"),
        _("“%(key)s”相同即为同一条：已有的会更新，没有的会新建。没有改动的行和格不会改变任何内容。") % {"key": key},
        _("只要有一行有错，全部都不保存；请按提示改好后重新导入。"),
    ]
    if resource.reviewed:
        rules.append(_("导入的内容是草稿，并自动提交审核，审核通过后才会公开。图片请在后台添加。"))
    return rules


def _bold(sheet, text: str) -> WriteOnlyCell:
    cell = _plain(sheet, text)
    cell.font = Font(bold=True)
    cell.fill = _HEAD
    return cell


def _plain(sheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, None)
    cell.alignment = _WRAPPED
    return as_text(cell, text)


def _lists_title() -> str:
    return _("选项")


def _lists(workbook: Workbook, lists: dict[str, list[str]]) -> None:
    """Write the drop-down lists, one a column, on a sheet of their own: a list inside a cell's rule is limited to 255 characters."""
    sheet = workbook.create_sheet(_lists_title())
    sheet.sheet_state = "hidden"
    for number in range(max(map(len, lists.values()))):
        sheet.append([_plain(sheet, values[number] if number < len(values) else "") for values in lists.values()])


def _saved(workbook: Workbook) -> bytes:
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()
