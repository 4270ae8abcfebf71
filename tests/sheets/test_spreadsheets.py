"""The engine of tables: untrusted files, what people type into cells, and what is written."""

import datetime
import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from portal.core.slugs import free_slug, pinyin_slug
from portal.sheets import columns, reading, text
from portal.sheets.errors import CellError, SheetError
from portal.sheets.reading import read_sheet
from portal.sheets.richtext import (
    HEADING,
    LIST,
    PARAGRAPH,
    Element,
    elements_of_html,
    elements_of_text,
    html_of_elements,
    text_of_elements,
)
from tests.support.spreadsheets import saved, xlsx

HEADINGS = ["名称", "价格"]


def read(*rows, headings=HEADINGS):
    return read_sheet(xlsx(list(headings), *rows))


def refused(file) -> str:
    with pytest.raises(SheetError) as caught:
        read_sheet(file)
    return str(caught.value)


def archive(**parts) -> BytesIO:
    """Return a good XLSX file with parts replaced or added; underlines in names stand for slashes."""
    file, out = xlsx(HEADINGS, ["茶", 1]), BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            if item.filename not in parts:
                target.writestr(item.filename, source.read(item))
        for name, content in parts.items():
            target.writestr(name, content)
    out.seek(0)
    return out


# --- files --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "文件是空的"),
        ("名称,价格\n茶,1\n".encode(), "不是 XLSX 文件"),
        (b"<html><table></table></html>", "不是 XLSX 文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版 Excel（.xls）"),
        (b"PK\x03\x04" + b"\0" * 100, "已损坏"),
    ],
)
def test_a_file_is_known_by_its_content(content, said):
    assert said in refused(BytesIO(content))


def test_an_archive_that_is_no_table_is_refused():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        target.writestr("readme.txt", "x")
    assert "这是压缩包" in refused(file)


def test_a_text_document_is_refused():
    types = b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    assert "不是 XLSX 表格" in refused(archive(**{"[Content_Types].xml": types}))


def test_macros_are_refused():
    assert "宏" in refused(archive(**{"xl/vbaProject.bin": b"x"}))


def test_what_unpacks_to_too_much_is_refused_before_unpacking():
    assert "超过 50 MB" in refused(archive(**{"xl/media/image1.png": b"\0" * (reading.MAX_UNPACKED_BYTES + 1)}))


def test_document_types_are_refused():
    assert "内部结构不正常" in refused(archive(**{"xl/sharedStrings.xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><sst/>'}))


def test_a_damaged_sheet_is_refused():
    assert "已损坏" in refused(archive(**{"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row>"}))


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_ROWS", 2)
    assert len(read(["a", 1], ["b", 1]).rows) == 2
    with pytest.raises(SheetError, match="超过 2 行"):
        read(["a", 1], ["b", 1], ["c", 1])


@pytest.mark.parametrize(
    ("headings", "rows", "said"),
    [
        ([None, None], [["茶", 1]], "没有表头"),
        (["名称", "名称"], [["茶", 1]], "表头重复：名称"),
        (HEADINGS, [], "没有数据"),
        (HEADINGS, [[None, None], ["  ", ""]], "没有数据"),
        (["名称", None, "价格"], [["茶", "多余", 1]], "第 2 行 B 列有内容"),
        (["名称"], [["茶"], ["茶", None, "多余"]], "第 3 行 C 列有内容"),
    ],
)
def test_headings_and_rows_must_be_there(headings, rows, said):
    assert said in refused(xlsx(headings, *rows))


def test_row_numbers_are_those_of_the_program():
    assert [row.number for row in read(["a", 1], [None, None], ["b", 2]).rows] == [2, 4]


def test_rows_far_below_are_found_whatever_extent_the_file_states():
    workbook = Workbook()
    workbook.active.append(HEADINGS)
    workbook.active["A900"] = "茶"
    file, out = saved(workbook), BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(out, "w") as target:
        for item in source.infolist():
            content = source.read(item)
            target.writestr(item.filename, content.replace(b'<dimension ref="A1:B900" />', b'<dimension ref="A1:B2" />'))
    assert [row.number for row in read_sheet(out).rows] == [900]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (12, "12"),
        (12.0, "12"),
        (12.5, "12.5"),
        (0.1 + 0.2, "0.3"),
        (0.00001, "0.00001"),
        (True, "是"),
        (datetime.date(2026, 3, 1), "2026-03-01"),
        (datetime.datetime(2026, 3, 1, 9, 30), "2026-03-01 09:30"),  # noqa: DTZ001 - as cells hold it
        ("　１２　号 ", "12 号"),
        ("a\u200bb\u00a0c", "ab c"),
        ("一\r\n二", "一\n二"),
    ],
)
def test_values_become_texts(value, shown):
    assert read([value, 1]).rows[0].cells["名称"] == shown


@pytest.mark.parametrize(("value", "said"), [("=1+1", "公式"), ("#N/A", "错误值"), (914212226735012345, "只保留 15 位")])
def test_cells_that_cannot_be_trusted_are_named(value, said):
    assert said in read([value, 1]).rows[0].problems["名称"]


def test_an_error_names_row_and_column():
    assert str(CellError(5, "电话", "不对")) == "第 5 行“电话”：不对"
    assert str(CellError(5, "", "不对")) == "第 5 行：不对"


# --- cells --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "typed", "value"),
    [
        (columns.Column("x", "x"), " 甲　乙\n丙 ", "甲 乙 丙"),
        (columns.Column("x", "x"), "甲（乙），丙", "甲（乙），丙"),
        (columns.CodeColumn("x", "x"), "０７１５－１２３４５６７", "0715-1234567"),
        (columns.CompactCodeColumn("x", "x"), "9142 1222 ma00x", "91421222MA00X"),
        (columns.DecimalColumn("x", "x"), "１,２３４.５０", "1234.5"),
        (columns.WholeColumn("x", "x"), "10.0", "10"),
        (columns.DateColumn("x", "x"), "2026年3月1日", "2026-03-01"),
        (columns.DateColumn("x", "x"), "2026/3/1", "2026-03-01"),
        (columns.DateTimeColumn("x", "x"), "2026.3.1 9:05", "2026-03-01 09:05"),
        (columns.YesNoColumn("x", "x"), "1", "是"),
        (columns.ChoiceColumn("x", "x", choices=[("a", "甲")]), "A", "甲"),
        (columns.ChoicesColumn("x", "x", choices=[("a", "甲"), ("b", "乙")]), "乙，甲", "甲、乙"),
    ],
)
def test_what_people_type_is_understood(column, typed, value):
    assert column.to_text(column.to_value(typed)) == value


@pytest.mark.parametrize(
    ("column", "typed", "said"),
    [
        (columns.DecimalColumn("x", "x"), "十元", "不是数字"),
        (columns.DecimalColumn("x", "x"), "NaN", "不是数字"),
        (columns.WholeColumn("x", "x"), "1.5", "不是整数"),
        (columns.DateColumn("x", "x"), "2026-02-30", "不是日期"),
        (columns.DateColumn("x", "x"), "46082", "不是日期"),
        (columns.DateTimeColumn("x", "x"), "明天", "不是日期和时间"),
        (columns.YesNoColumn("x", "x"), "大概", "应为“是”或“否”"),
        (columns.ChoiceColumn("x", "x", choices=[("a", "甲")]), "丙", "可填：甲"),
    ],
)
def test_what_cannot_be_understood_is_explained(column, typed, said):
    with pytest.raises(ValidationError, match=said):
        column.to_value(typed)


_LINE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20).map(text.clean_line)


@given(st.lists(_LINE, min_size=1, max_size=5).filter(lambda parts: parts[-1]))
@example(["|"])
def test_parts_of_a_line_come_back(parts):
    line = text.join_parts(parts)
    assert "\n" not in line
    assert text.split_parts(line) == [part.strip() for part in parts]


def test_the_bar_of_chinese_input_separates_too():
    assert text.split_parts("淘宝｜某店| https://x ") == ["淘宝", "某店", "https://x"]


_WORDS = _LINE.filter(lambda line: line and not line.startswith(("## ", "- ")) and line not in {"##", "-"})
_ELEMENT = st.one_of(
    st.builds(lambda line: Element(HEADING, (line,)), _WORDS),
    st.builds(lambda lines: Element(PARAGRAPH, tuple(lines)), st.lists(_WORDS, min_size=1, max_size=3)),
    st.builds(lambda lines: Element(LIST, tuple(lines)), st.lists(_WORDS, min_size=1, max_size=3)),
)


@given(st.lists(_ELEMENT, max_size=6))
def test_formatted_text_comes_back_from_cell_and_from_html(elements):
    assert elements_of_text(text_of_elements(elements)) == elements
    assert elements_of_html(html_of_elements(elements)) == (elements, True)


@pytest.mark.parametrize(
    "html",
    [
        "<p>有<b>加粗</b></p>",
        '<p>有<a href="/x/">链接</a></p>',
        "<ol><li>一</li></ol>",
        "<ul><li>一<ul><li>二</li></ul></li></ul>",
        "<p>- 不是列表</p>",
        "<table><tr><td>一</td></tr></table>",
        "<ul><li><p>一</p></li></ul>",
    ],
)
def test_what_a_cell_cannot_carry_is_noticed(html):
    assert elements_of_html(html)[1] is False


def test_texts_without_a_format_run_together_as_paragraphs():
    assert elements_of_text("一\n二\n\n## 三\n四\n- 五\n- 六") == [
        Element(PARAGRAPH, ("一", "二")),
        Element(HEADING, ("三",)),
        Element(PARAGRAPH, ("四",)),
        Element(LIST, ("五", "六")),
    ]


# --- names and files written ---------------------------------------------------------------------------------------------------------


def test_slugs_come_from_pinyin_and_are_free():
    assert pinyin_slug("云雾绿茶 2号") == "yun-wu-lv-cha-2-hao"
    assert len(pinyin_slug("茶" * 60, 20)) <= 20
    assert free_slug("绿茶", {"lv-cha", "lv-cha-2"}, "item") == "lv-cha-3"
    assert free_slug("！！", set(), "item") == "item"


def test_cells_hold_only_what_the_format_allows():
    assert text.shown_text("一\x00二\x0b") == "一二"
    assert text.shown_text("长" * (text.MAX_CELL + 1)) == text.too_long_note()
