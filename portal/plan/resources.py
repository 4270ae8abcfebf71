"""The roster as a table (R-PLAN-2)."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.core import audit
from portal.core.moments import day_text, parsed_day
from portal.plan.models import Duty
from portal.sheets.columns import DateColumn, PhoneColumn, column
from portal.sheets.registry import register
from portal.sheets.relations import ReferenceColumn
from portal.sheets.resources import Resource


class DayColumn(DateColumn):
    """A day by which rows are found, however it is written."""

    def fold(self, text):
        try:
            return day_text(self.to_value(text))
        except ValidationError:
            return text


@register
class DutyResource(Resource):
    """Who is on duty: a row is a person on a day, and is found by both."""

    kind = "duty-roster"
    title = _("值班表")
    model = Duty
    key = "day"
    name = "staff"
    examples = ({"day": "2026-10-01", "staff": _("王某"), "phone": "0715-1234567", "note": _("带班")},)

    def build_columns(self):
        return [
            column(Duty, "day", DayColumn),
            ReferenceColumn(_("值班人"), "staff", queryset=_staff, keys=("full_name", "username"), required=True),
            column(Duty, "phone", PhoneColumn),
            column(Duty, "note", width=30),
        ]

    def queryset(self):
        return super().queryset().select_related("staff")

    def find(self, attribute: str, values: Iterable[str]):
        """Return the duties of the days of a file; a person alone is no duty."""
        found: dict[str, list] = {}
        if attribute == "day":
            for duty in self.queryset().filter(day__in={day for day in map(parsed_day, values) if day}):
                found.setdefault(day_text(duty.day), []).append(duty)
        return found

    def match_key(self, cells):
        return cells["day"], self._person(cells)

    def choose(self, candidates, cells):
        person = self._person(cells)
        return next((duty for duty in candidates if duty.staff_id == person), None)

    def _person(self, cells: dict[str, str]):
        """Return the key of who is meant, or the words where nobody is."""
        try:
            return self.by_attribute["staff"].resolve(cells["staff"]).pk
        except ValidationError:
            return cells["staff"]

    def save(self, obj, created, publish):
        super().save(obj, created, publish)
        facts = {"day": obj.day, "staff": obj.staff_id, "note": obj.note}
        audit.record("plan.duty_added" if created else "plan.duty_changed", obj, actor=self.user, after=facts)


def _staff():
    return User.objects.working_here().annotate(full_name=Concat("last_name", "first_name"))
