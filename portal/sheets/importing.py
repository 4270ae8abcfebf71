"""From rows to drafts: first everything is compared and checked without writing, then everything is saved or nothing."""

import difflib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.sheets.columns import Column
from portal.sheets.digest import install, one_message
from portal.sheets.errors import CellError, SheetError
from portal.sheets.reading import Row, Sheet
from portal.sheets.resources import EXAMPLE_MARK, Resource, text_by_attribute
from portal.sheets.text import clean, shown_text, too_long_note

install()

CREATE, CHANGE, UNCHANGED = "create", "change", "unchanged"


@dataclass
class PlannedRow:
    """What one row will do.

    Args:
        number: row number in the file.
        action: ``create``, ``change`` or ``unchanged``.
        name: name of the object, for people.
        key: its slug or code.
        headings: columns that change.
        obj: the object as it will be saved.
    """

    number: int
    action: str
    name: str
    key: str
    headings: list[str]
    obj: object = field(repr=False)


@dataclass
class Plan:
    """What a file will do; nothing has been written."""

    resource: Resource
    sheet: Sheet
    rows: list[PlannedRow] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """Number of rows by action."""
        return {CREATE: 0, CHANGE: 0, UNCHANGED: 0, **Counter(row.action for row in self.rows)}

    @property
    def writes(self) -> bool:
        """Whether saving would change anything."""
        return any(row.action != UNCHANGED for row in self.rows)


def plan_import(resource: Resource, sheet: Sheet) -> Plan:
    """Compare a file with what is stored and check every row that would change something.

    Raises:
        SheetError: the headings do not fit, or the system is not ready for this kind.
    """
    plan = Plan(resource, sheet, notices=list(sheet.notices))
    _check_headings(plan)
    resource.prepare()
    _Planner(plan).run()
    plan.errors.sort(key=lambda error: error.row)
    return plan


@transaction.atomic
def apply_import(plan: Plan, *, publish: bool = False) -> None:
    """Save all rows of a plan, or none.

    Args:
        plan: a plan without errors.
        publish: publish at once instead of handing in for review.

    Raises:
        ValueError: the plan has errors.
        SheetError: somebody else has changed the same things in the meantime.
    """
    if plan.errors:
        raise ValueError("A plan with errors cannot be saved.")
    rows = [row for row in plan.rows if row.action != UNCHANGED]
    with one_message(str(plan.resource.title), len(rows)):
        for row in rows:
            _save(plan.resource, row, publish)


def _save(resource: Resource, row: PlannedRow, publish: bool) -> None:
    try:
        with transaction.atomic():
            resource.save(row.obj, row.action == CREATE, publish)
    except (IntegrityError, ValidationError) as error:
        reason = "；".join(error.messages) if isinstance(error, ValidationError) else _("内容刚被别人改动，请重新导入")
        message = _("第 %(row)d 行未能保存（%(reason)s），全部内容都没有保存。")
        raise SheetError(message % {"row": row.number, "reason": reason}) from error


def _check_headings(plan: Plan) -> None:
    known, present = plan.resource.by_heading, set(plan.sheet.headings)
    unknown = [heading for heading in plan.sheet.headings if heading not in known and heading != error_heading()]
    if unknown:
        guesses = {heading: difflib.get_close_matches(heading, known, n=1) for heading in unknown}
        named = [_("“%(heading)s”（是否为“%(guess)s”？）") % {"heading": h, "guess": g[0]} if g else f"“{h}”" for h, g in guesses.items()]
        raise SheetError(_("不认识的表头：%(unknown)s。可用的表头：%(known)s。") % {"unknown": "、".join(named), "known": "、".join(known)})
    key = plan.resource.by_attribute[plan.resource.key]
    missing = [column.heading for column in plan.resource.columns if (column.required or column is key) and column.heading not in present]
    if missing:
        raise SheetError(_("缺少表头：%(missing)s。请下载模板，按模板的表头填写。") % {"missing": "、".join(missing)})
    absent = [column.heading for column in plan.resource.columns if column.heading not in present]
    if absent:
        plan.notices.append(_("表里没有这些列，对应内容保持不变：%(absent)s。") % {"absent": "、".join(absent)})


def _same(cell: str, stored: str) -> bool:
    return cell == too_long_note() or clean(cell) == clean(shown_text(stored))


def error_heading() -> str:
    """Return the heading of the column that an error list adds and an import passes over."""
    return _("错误")


class _Planner:
    def __init__(self, plan: Plan):
        self.plan = plan
        self.resource = plan.resource
        self.columns = [column for column in plan.resource.columns if column.heading in set(plan.sheet.headings)]
        self.key_heading = self.resource.by_attribute[self.resource.key].heading
        self.name_heading = self.resource.by_attribute[self.resource.name].heading

    def run(self) -> None:
        rows = list(self._without_examples())
        texts = {row.number: text_by_attribute(self.resource, row.cells) for row in rows}
        found = {
            attribute: self.resource.find(attribute, [cells[attribute] for cells in texts.values()])
            for attribute in {self.resource.key, self.resource.name, *self.resource.other_keys}
        }
        self._report_repeated(rows, texts)
        taken = self.resource.taken_keys()
        taken.update(cells[self.resource.key] for cells in texts.values())
        for row in rows:
            self._plan_row(row, texts[row.number], found, taken)

    def _without_examples(self) -> Iterator[Row]:
        for row in self.plan.sheet.rows:
            if row.cells.get(self.name_heading, "").startswith(EXAMPLE_MARK):
                self.plan.notices.append(_("第 %(row)d 行是模板里的示例，已跳过。") % {"row": row.number})
            else:
                yield row

    def _report_repeated(self, rows: list[Row], texts: dict[int, dict]) -> None:
        """Report rows that share what must be unique, naming both."""
        unique = {field.name for field in self.resource.model._meta.fields if field.unique}
        for column in self.columns:
            first: dict = {}
            for row in rows:
                cells = texts[row.number]
                if column.attribute == self.resource.key:
                    value = cells[self.resource.key] and self.resource.match_key(cells)
                elif column.attribute == self.resource.name:
                    # A name alone stands for a row only where no key does.
                    keyed = cells[self.resource.key] and column.attribute not in unique
                    value = "" if keyed else cells[self.resource.name]
                else:
                    value = clean(row.cells[column.heading]) if column.attribute in unique else ""
                if not value:
                    continue
                if value in first:
                    message = _("与第 %(first)d 行重复（%(value)s）。同一内容只能有一行；确实不同的，请填写不同的网址别名或编号。")
                    shown = row.cells[column.heading]
                    self._error(row.number, column.heading, message % {"first": first[value], "value": shown})
                else:
                    first[value] = row.number

    def _plan_row(self, row: Row, cells: dict[str, str], found: dict, taken: set) -> None:
        before = len(self.plan.errors)
        for heading, problem in row.problems.items():
            if heading in self.resource.by_heading:
                self._error(row.number, heading, problem)
        stored = self._stored(row, cells, found)
        created = stored is None
        if created and not cells[self.resource.key] and cells[self.resource.name]:
            cells[self.resource.key] = self.resource.make_key(cells, taken)
            taken.add(cells[self.resource.key])
        obj = self.resource.new() if created else self.resource.latest(stored)
        old = {} if created else {column.heading: column.read(obj) for column in self.columns}
        written = self._write(row, cells, obj, old)
        if len(self.plan.errors) > before:
            return
        if any(column.read(obj) != old.get(column.heading) for column in written):
            self._check(row, obj, created)
        if len(self.plan.errors) == before:
            self._accept(row, obj, created, old if written else None)

    def _stored(self, row: Row, cells: dict[str, str], found: dict):
        """Return the object that the row means, or ``None`` for a new one."""
        key = self.resource.key
        if cells[key]:
            return self.resource.choose(found[key].get(cells[key], []), cells)
        for attribute in self.resource.other_keys:
            candidates = found[attribute].get(cells[attribute], [])
            if candidates:
                return candidates[0]
        same_name = self.resource.choose(found[self.resource.name].get(cells[self.resource.name], []), cells)
        if same_name is not None:
            message = _("已有同名内容。要修改它，请在“%(heading)s”填写 %(key)s；要另建一条，请填写一个新的。")
            self._error(row.number, self.name_heading, message % {"heading": self.key_heading, "key": getattr(same_name, key)})
        return None

    def _write(self, row: Row, cells: dict[str, str], obj, old: dict[str, str]) -> list[Column]:
        """Put the cells that differ into the object and return their columns.

        A cell as exported is not even read, so it can change nothing.
        """
        written = []
        for column in self.columns:
            text = cells[column.attribute] if column.attribute == self.resource.key else row.cells[column.heading]
            if column.heading in row.problems or (old and _same(text, old[column.heading])):
                continue
            if column.required and not text:
                self._error(row.number, column.heading, _("必填，不能为空。应填：%(format)s。") % {"format": column.describe()})
                continue
            try:
                column.write(obj, text)
                written.append(column)
            except ValidationError as error:
                self._error(row.number, column.heading, "；".join(error.messages))
        return written

    def _check(self, row: Row, obj, created: bool) -> None:
        try:
            self.resource.check_row(obj, created)
            self.resource.validate(obj, created)
        except ValidationError as error:
            messages = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
            for attribute, texts in messages.items():
                column = self.resource.by_attribute.get(attribute)
                for text in texts:
                    self._error(row.number, column.heading if column else "", text)

    def _accept(self, row: Row, obj, created: bool, old: dict[str, str] | None) -> None:
        """Plan a row; ``old`` are its cells before, or ``None`` if nothing was written."""
        # Read again: checking an object may complete it, such as the full name of a contact point.
        changed = [column.heading for column in self.columns if old is not None and column.read(obj) != old.get(column.heading, "")]
        action = CREATE if created else CHANGE if changed else UNCHANGED
        name, key = str(getattr(obj, self.resource.name)), self.resource.by_attribute[self.resource.key].read(obj)
        self.plan.rows.append(PlannedRow(row.number, action, name, key, changed if action == CHANGE else [], obj))

    def _error(self, row: int, heading: str, message) -> None:
        self.plan.errors.append(CellError(row, heading, str(message)))
