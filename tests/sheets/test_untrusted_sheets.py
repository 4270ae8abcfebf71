"""What a spreadsheet program shows is what is imported, and what it does not show is said."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from portal.sheets import reading
from portal.sheets.cells import _zero_padded
from portal.sheets.errors import SheetError
from portal.sheets.importing import plan_import
from portal.sheets.reading import read_sheet, rows_of
from portal.sheets.registry import resources
from portal.sheets.resources import EXAMPLE_MARK
from portal.sheets.writing import template
from portal.uploads.guard import parse
from tests.factories.places import TownFactory
from tests.support import hostile
from tests.support.spreadsheets import cells_of, saved, xlsx

SHEET = "xl/worksheets/sheet1.xml"


def sheet(change=None, *rows):
    """Return what is read from a workbook of three rows, changed before it is saved."""
    book = Workbook()
    for row in rows or (["名称", "编号", "乡镇"], ["绿茶", 111, "隽水镇"], ["红茶", 7154223344, None], ["白茶", 3, None]):
        book.active.append(row)
    if change:
        change(book.active)
    return read_sheet(saved(book))


def column(found, heading: str) -> list[str]:
    """Return the texts of a column."""
    return [row.cells[heading] for row in found.rows]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (111, "0000", "0111"),
        (7154223344, '0000"-"0000000', "0715-4223344"),
        (7154223344, "0000-0000000", "0715-4223344"),
        (12, "000\\-000", "000-012"),
        (12345, "000", "12345"),
        (5, "[$-804]00", "05"),
        (5, "00;-00", "05"),
        (5, "0", ""),
        (5, "0.00", ""),
        (5, "General", ""),
        (5.5, "00", ""),
        (-5, "00", ""),
        (5, '00"%"', "05%"),
        (5, "00%", ""),
    ],
)
def test_zeros_that_are_shown_are_there(value, number_format, shown):
    assert _zero_padded(value, number_format) == shown


def test_zeros_of_a_column():
    def change(active):
        active["B2"].number_format = "0000"
        active["B3"].number_format = "0000-0000000"

    assert column(sheet(change), "编号") == ["0111", "0715-4223344", "3"]


def test_escapes_of_the_file_format_are_no_text():
    assert column(sheet(None, ["名称"], ["茶_x000D_\n叶"], ["茶_x0007_叶"], ["茶_xD800_叶"]), "名称") == ["茶\n叶", "茶叶", "茶叶"]


def test_merged_cells_give_each_row_their_value_and_are_said():
    found = sheet(lambda active: active.merge_cells("C2:C3"))
    assert column(found, "乡镇") == ["隽水镇", "隽水镇", ""]
    assert "合并的单元格：C2:C3" in found.notices[0]


def test_hidden_rows_and_columns_are_said():
    def change(active):
        active.row_dimensions[3].hidden = True
        active.column_dimensions["B"].hidden = True

    assert [notice[:11] for notice in sheet(change).notices] == ["隐藏的行也会导入：第 ", "隐藏的列也会导入：编号"]
    assert "第 3 行" in sheet(change).notices[0]


def test_rows_that_a_filter_hides_are_said():
    def change(active):
        active.auto_filter.ref = "A1:C4"
        active.auto_filter.add_filter_column(0, ["绿茶"])
        active.row_dimensions[4].hidden = True

    assert "筛掉的行也会导入：第 4 行" in sheet(change).notices[0]


def test_a_hidden_sheet_is_not_taken_for_the_first():
    book = Workbook()
    book.active.title, book.active.sheet_state = "旧表", "hidden"
    shown = book.create_sheet("新表")
    for row in (["名称"], ["绿茶"]):
        shown.append(row)
    book.active = 1
    found = read_sheet(saved(book))
    assert column(found, "名称") == ["绿茶"]
    assert "旧表" in found.notices[0]


def test_an_honest_sheet_says_nothing():
    assert sheet().notices == []


@pytest.mark.parametrize("row", [40_000_000, 2_000_000_000, 0, -5])
def test_a_row_that_no_program_knows_is_damage(row):
    part = hostile.part_of(hostile.honest("xlsx"), SHEET).replace(b'<row r="2"', f'<row r="{row}"'.encode())
    with pytest.raises(SheetError, match="已损坏"):
        read_sheet(BytesIO(hostile.changed(hostile.honest("xlsx"), {SHEET: part})))


def test_the_last_row_of_a_program_is_read_without_the_space_above():
    book = Workbook()
    book.active.append(["名称"])
    book.active["A1048576"] = "茶"
    assert [row.number for row in read_sheet(saved(book)).rows] == [1_048_576]


def test_cells_are_counted_empty_ones_too(monkeypatch):
    monkeypatch.setattr(reading, "MAX_COLUMNS", 2)
    monkeypatch.setattr(reading, "MAX_ROWS", 3)
    part = hostile.part_of(hostile.honest("xlsx"), SHEET).replace(b"</sheetData>", b"<row>" + b"<c/>" * 10 + b"</row></sheetData>")
    with pytest.raises(SheetError, match="单元格太多"):
        read_sheet(BytesIO(hostile.changed(hostile.honest("xlsx"), {SHEET: part})))


def test_plain_rows_for_wagtails_redirects():
    assert rows_of(xlsx(["from", "to"], ["/a/", "/b/"], ["/c/", "=1+1"])) == [("from", "to"), ("/a/", "/b/"), ("/c/", "")]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(resources()))
def test_the_example_of_a_template_fits_its_own_choices(kind):
    TownFactory(name="另一个镇")
    resource = resources()[kind]()
    headings, *rows = cells_of(template(resource))
    for row in rows:
        for heading, text in zip(headings, row, strict=True):
            found = resource.by_heading[heading]
            found.check(text.removeprefix(EXAMPLE_MARK) if found.attribute == resource.name else text)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(resources()))
def test_the_example_of_a_template_can_be_imported_when_its_mark_is_removed(kind):
    TownFactory(name="另一个镇")
    resource = resources()[kind]()
    headings, *rows = cells_of(template(resource))
    name = resource.by_attribute[resource.name].heading
    for row in rows:
        row[headings.index(name)] = row[headings.index(name)].removeprefix(EXAMPLE_MARK)
    try:
        plan = plan_import(resource, read_sheet(xlsx(headings, *rows)))
    except SheetError:
        # A place for the pages is missing in this small county: nothing of the example.
        return
    choices = [error for error in plan.errors if "选项" in error.message or "没有找到" in error.message]
    assert choices == []


def test_two_hundred_damaged_and_hostile_ones(settings):
    settings.UPLOAD_PARSER_SECONDS, settings.UPLOAD_WAIT_SECONDS = 300, 600
    limits = {"unpacked": reading.MAX_UNPACKED_BYTES, "parts": reading.MAX_PARTS, "rows": reading.MAX_ROWS, "cells": 1_000_000}
    options = {"target": "portal.sheets.cells:read", "options": limits, "kind": "xlsx", "count": 200}
    found = parse("tests.support.parsing:many", BytesIO(), **options).found["outcomes"]
    assert sum(found.values()) == 200
    assert {"taken", "damaged", "structure", "macro", "old"} <= set(found)
