"""Warns staff on the workbench of a year of which there is no list of holidays yet."""

from django.utils import timezone
from wagtail.admin.ui.components import Component

from portal.cases.limits import county_calendar
from portal.core.cache import shared

_DECEMBER = 12


class UnknownYearPanel(Component):
    """A warning until somebody has put the year's days into the table.

    Args:
        year: the year without a list.
    """

    name = "unknown_year"
    template_name = "cases/admin/unknown_year.html"
    order = 50

    def __init__(self, year: int):
        super().__init__()
        self.year = year

    def get_context_data(self, parent_context):
        return {"year": self.year}


def warn_of_unknown_year(request, panels) -> None:
    """Add the warning for this year, and from 1 December for the next; a hook of the dashboard."""
    if not request.user.has_perm("cases.change_calendarday"):
        return
    today, calendar = timezone.localdate(), shared("cases:calendar", county_calendar)
    years = (today.year, *([today.year + 1] if today.month == _DECEMBER else []))
    panels += [UnknownYearPanel(year) for year in years if not calendar.is_known(year)]
