"""No export of any kind carries a formula."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Page

from portal.core import audit
from portal.sheets.exports import csv_text, is_formula, table
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.people import person
from tests.support.spreadsheets import records

ROOT = Path(__file__).resolve().parents[2]
FORMULA = '=HYPERLINK("http://192.0.2.1/","茶")'
FORMULAS = [FORMULA, "+1+1", "-1+1|x", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1+1", "|calc", "%0A=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_might_be_calculated_is_marked(text):
    assert is_formula(text)
    assert csv_text(text)[0] == "'"


@pytest.mark.parametrize("text", ["", "茶", "-5", "+3.50", "a=b", "0715-4223344", "http://x/?a=b"])
def test_other_texts_stay_as_they_are(text):
    assert csv_text(text) == text


def test_a_table_holds_texts_only():
    book = load_workbook(BytesIO(table("表", [FORMULAS, ["_x000D_", "\x0b茶"]])))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells[: len(FORMULAS)])


@pytest.fixture
def staff(client, new_county):
    """The client, signed in, in a county where everything is named like a formula."""
    user = person("superuser")
    user.name = user.first_name = FORMULA
    user.save()
    client.force_login(user)
    Redirect.objects.create(old_path="/x", redirect_link=f"http://example.org/{FORMULA}")
    page = Page.objects.filter(depth=2).get().specific
    page.title = page.draft_title = FORMULA
    page.locked, page.locked_by = True, user
    page.save()
    log(instance=page, action="wagtail.edit", user=user, content_changed=True)
    audit.record("moderation.rule", None, actor=user, reason=FORMULA)
    return client


def exported(client, address: str, kind: str):
    """Return an export, or nothing where the view has none."""
    answer = client.get(address, {"export": kind})
    assert answer.status_code == 200, address
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


REPORTS = [
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:workflow_tasks",
    "wagtailadmin_reports:page_types_usage",
    "wagtailredirects:index",
    "moderation_audit",
]
NAMED = {"wagtailadmin_reports:site_history", "wagtailadmin_reports:locked_pages", "moderation_audit"}


@pytest.mark.parametrize("name", REPORTS)
def test_reports_of_wagtail_and_ours(staff, name):
    text = exported(staff, reverse(name), "csv").decode()
    rows = list(csv.reader(StringIO(text)))
    assert [cell for row in rows for cell in row if is_formula(cell)] == []
    book = load_workbook(BytesIO(exported(staff, reverse(name), "xlsx")))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert [cell.value for cell in cells if isinstance(cell.value, str) and is_formula(cell.value) and not cell.quotePrefix] == []
    assert name not in NAMED or "HYPERLINK" in text


def test_control_characters_do_not_stop_an_export(staff):
    audit.record("moderation.rule", None, reason="茶\x0b叶")
    assert "茶叶" in exported(staff, reverse("moderation_audit"), "csv").decode()
    assert exported(staff, reverse("moderation_audit"), "xlsx")


def _below(view: type) -> list[type]:
    return [each for direct in view.__subclasses__() for each in (direct, *_below(direct))]


def test_no_view_has_a_writer_of_its_own():
    writers = {"write_csv_row", "generate_xlsx_row", "stream_csv", "write_xlsx", "preprocess_field_value", "get_heading"}
    allowed = {("SubmissionsListView", "get_heading")}
    found = {(view.__name__, name) for view in _below(SpreadsheetExportMixin) for name in writers & set(vars(view))}
    assert found <= allowed


def test_nothing_else_in_the_project_writes_tables():
    writers = ("csv.writer", "csv.DictWriter", "Workbook(")
    found = {
        str(path.relative_to(ROOT))
        for folder in ("portal", "cms", "search")
        for path in (ROOT / folder).rglob("*.py")
        if any(writer in path.read_text("utf-8") for writer in writers)
    }
    assert found == {"portal/sheets/exports.py", "portal/sheets/writing.py"}


def test_a_name_like_a_formula_comes_back_from_an_export(new_county):
    EnterpriseFactory(name=FORMULA, live=True)
    assert FORMULA in [text for row in records("enterprises") for text in row.values()]


def test_moments_leave_in_local_time():
    export, late = SpreadsheetExportMixin(), datetime(2026, 3, 14, 17, 5, tzinfo=UTC)
    assert export.preprocess_field_value("at", late, "csv") == "2026-03-15 01:05"
    assert export.preprocess_field_value("at", late, "xlsx") == datetime(2026, 3, 15, 1, 5)  # noqa: DTZ001 - cells know no zones
