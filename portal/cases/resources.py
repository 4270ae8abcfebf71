"""The table of working days as a spreadsheet, filled in once a year."""

from django.utils.translation import gettext_lazy

from portal.cases.models import CalendarDay
from portal.sheets.columns import column
from portal.sheets.registry import register
from portal.sheets.resources import Resource


@register
class CalendarDayResource(Resource):
    """Holidays and make-up days, by date."""

    kind = "calendar-days"
    title = gettext_lazy("放假和调休日")
    model = CalendarDay
    key = "day"
    examples = (
        {"day": "2027-10-01", "works": gettext_lazy("否"), "name": gettext_lazy("国庆节")},
        {"day": "2027-10-09", "works": gettext_lazy("是"), "name": gettext_lazy("国庆节调休")},
    )

    def build_columns(self):
        return [column(CalendarDay, name) for name in ("day", "works", "name")]
