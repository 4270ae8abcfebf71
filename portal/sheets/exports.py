"""What leaves the portal as a table carries no formula: not the project's own exports, and none of Wagtail's."""

import re
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from portal.core.moments import local, minute_text
from portal.sheets.text import shown_text

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Spreadsheet programs calculate what begins so, also after blanks and in the full-width forms of Chinese input methods.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠|%]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
# A text like "_x000D_" would be read as the character that it escapes.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet program might calculate a text instead of showing it."""
    return bool(_FORMULA.match(text)) and not _NUMBER.fullmatch(text)


def csv_text(text: str) -> str:
    """Return a text for a CSV file, which has no types: with an apostrophe where it might be calculated."""
    text = shown_text(text)
    return f"'{text}" if is_formula(text) else text


def as_text(cell: WriteOnlyCell, text: str) -> WriteOnlyCell:
    """Put a text into a cell of an XLSX file as text, whatever it begins with, and return the cell."""
    if text:
        cell.value = _ESCAPE.sub("_x005F_", shown_text(text))
        cell.data_type = "s"
        # As if typed with an apostrophe in front: stays text even when somebody edits the cell.
        cell.quotePrefix = is_formula(text)
    return cell


def table(title: str, rows: Iterable[Iterable[str]]) -> bytes:
    """Return an XLSX file with one sheet of texts."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title)
    for row in rows:
        sheet.append([as_text(WriteOnlyCell(sheet, None), str(text)) for text in row])
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def download(content: bytes, name: str) -> HttpResponse:
    """Return an XLSX file as a download under a name without ending."""
    headers = {"Content-Disposition": content_disposition_header(True, f"{name}.xlsx"), "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)


def install() -> None:
    """Make Wagtail's one writer of exports, from which its reports, listings and form submissions inherit, write inert texts."""
    value, heading, cells = (
        SpreadsheetExportMixin.preprocess_field_value,
        SpreadsheetExportMixin.get_heading,
        SpreadsheetExportMixin.generate_xlsx_row,
    )
    if hasattr(value, "inert"):
        return

    def inert_value(self, field, found, export_format):
        if isinstance(found, datetime):
            # Wagtail writes UTC, which nobody's clock shows.
            return minute_text(found) if export_format == self.FORMAT_CSV else local(found).replace(tzinfo=None)
        made = value(self, field, found, export_format)
        if not isinstance(made, str):
            return made
        return csv_text(made) if export_format == self.FORMAT_CSV else shown_text(made)

    def inert_heading(self, queryset, field):
        return csv_text(heading(self, queryset, field))

    def inert_cells(self, worksheet, row_dict, date_format=None):
        for cell in cells(self, worksheet, row_dict, date_format=date_format):
            yield as_text(cell, cell.value) if isinstance(cell.value, str) else cell

    inert_value.inert = True  # type: ignore[attr-defined]
    SpreadsheetExportMixin.preprocess_field_value = inert_value
    SpreadsheetExportMixin.get_heading = inert_heading
    SpreadsheetExportMixin.generate_xlsx_row = inert_cells
