"""Tables for tests: a file from rows, what an import of it plans, and staff with the project's roles."""

from io import BytesIO

from django.contrib.auth import get_user_model
from openpyxl import Workbook, load_workbook
from wagtail.models import Page

from portal.accounts.roles import EDITOR, REVIEWER, ensure_roles
from portal.moderation.services import editorial_models, ensure_review_workflow
from portal.sheets.importing import Plan, apply_import, plan_import
from portal.sheets.reading import read_sheet
from portal.sheets.registry import resources
from portal.sheets.resources import EXAMPLE_MARK
from portal.sheets.writing import export, template


def xlsx(headings: list, *rows: list) -> BytesIO:
    """Return an XLSX file with one sheet; values keep their types."""
    workbook = Workbook()
    for row in (headings, *rows):
        workbook.active.append(row)
    return saved(workbook)


def saved(workbook) -> BytesIO:
    """Return a workbook as a file."""
    file = BytesIO()
    workbook.save(file)
    file.seek(0)
    return file


def cells_of(content: bytes, sheet: int = 0) -> list[list[str]]:
    """Return the cells of a file as texts."""
    rows = load_workbook(BytesIO(content)).worksheets[sheet].iter_rows(values_only=True)
    return [["" if value is None else str(value) for value in row] for row in rows]


def records(kind: str, user=None) -> list[dict[str, str]]:
    """Return what an export of a kind holds, row by row."""
    headings, *rows = cells_of(export(resources()[kind](user)))
    return [dict(zip(headings, row, strict=True)) for row in rows]


def example(kind: str, number: int = 0) -> dict[str, str]:
    """Return an example row of a kind's template without the mark of an example, by heading."""
    resource = resources()[kind]()
    headings, *rows = cells_of(template(resource))
    row = dict(zip(headings, rows[number], strict=True))
    name = resource.by_attribute[resource.name].heading
    return {**row, name: row[name].removeprefix(EXAMPLE_MARK)}


def plan(kind: str, *rows: dict, user=None) -> Plan:
    """Return what an import of rows would do; all rows have the headings of the first."""
    headings = list(rows[0])
    file = xlsx(headings, *([row.get(heading) for heading in headings] for row in rows))
    return plan_import(resources()[kind](user), read_sheet(file))


def imported(kind: str, *rows: dict, user=None, publish: bool = False) -> Plan:
    """Import rows that must be without errors."""
    made = plan(kind, *rows, user=user)
    assert [str(error) for error in made.errors] == []
    apply_import(made, publish=publish)
    return made


def messages(made: Plan) -> list[str]:
    """Return the errors of a plan as texts."""
    return [str(error) for error in made.errors]


def staff() -> dict:
    """Set up roles and review, and return an editor, a second editor and a reviewer by name."""
    groups = ensure_roles(editorial_models())
    ensure_review_workflow("内容审核", [groups[REVIEWER.name]], Page.get_first_root_node())
    return {name: _person(name, groups[role.name]) for name, role in (("editor", EDITOR), ("colleague", EDITOR), ("reviewer", REVIEWER))}


def _person(name: str, group):
    user = get_user_model().objects.create_user(name, email=f"{name}@example.com", password="x")
    user.groups.add(group)
    return user
