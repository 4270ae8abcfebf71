"""The roster of a month with its holidays: on the screen, as a sheet to print, and as a table (R-PLAN-2)."""

from calendar import Calendar as Weeks
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.cases.limits import county_calendar
from portal.cases.working_days import Calendar
from portal.core.moments import day_text, month_text
from portal.moderation.admin_views.base import ModerationView
from portal.plan.admin_views.fortnights import asked_day
from portal.plan.models import Duty
from portal.sheets.exports import download, table
from portal.web.papers import paper

ROSTER = ("plan_roster", gettext_lazy("值班表"))
WEEKDAYS = (
    gettext_lazy("周一"),
    gettext_lazy("周二"),
    gettext_lazy("周三"),
    gettext_lazy("周四"),
    gettext_lazy("周五"),
    gettext_lazy("周六"),
    gettext_lazy("周日"),
)
_SATURDAY = 5


@dataclass(frozen=True)
class Square:
    """A day of the month; ``duties`` are who is on duty."""

    day: date
    duties: list[Duty]
    in_month: bool
    calendar: Calendar

    @property
    def mark(self) -> str:
        """What the day is called: the holiday, a weekend, or a weekend on which one works."""
        if name := self.calendar.day_off(self.day):
            return name
        is_weekend = self.day.weekday() >= _SATURDAY
        if is_weekend:
            return str(_("调休上班") if self.calendar.works(self.day) else _("休息"))
        return ""

    @property
    def is_free(self) -> bool:
        """Whether nobody works but who is on duty."""
        return not self.calendar.works(self.day)


def month_squares(first: date) -> list[list[Square]]:
    """Return the weeks of the month that begins on a day, from Monday to Sunday."""
    calendar, weeks = county_calendar(), Weeks().monthdatescalendar(first.year, first.month)
    duties: dict[date, list[Duty]] = defaultdict(list)
    for duty in Duty.objects.filter(day__range=(weeks[0][0], weeks[-1][-1])).select_related("staff"):
        duties[duty.day].append(duty)
    return [[Square(day, duties[day], day.month == first.month, calendar) for day in week] for week in weeks]


class RosterView(ModerationView):
    """A month with who is on duty and which days are free; ``?export=xlsx`` and ``?export=pdf`` hand it out."""

    template_name = "plan/admin/roster.html"
    page_title = ROSTER[1]
    permission = "plan.view_duty"
    header_icon = "calendar"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.first = asked_day(f"{request.GET.get('month', '')}-01").replace(day=1)

    def get(self, request, *args, **kwargs):
        """Show it, or hand it out."""
        weeks, export = month_squares(self.first), request.GET.get("export")
        name = _("%(month)s 值班表") % {"month": month_text(self.first)}
        if export == "xlsx":
            return download(table(str(ROSTER[1]), _table(weeks)), name)
        told = {
            "weeks": weeks,
            "weekdays": WEEKDAYS,
            "first": self.first,
            "name": name,
            "has_list": weeks[0][0].calendar.is_known(self.first.year),
        }
        if export == "pdf":
            return paper(request, "papers/plan/roster.html", told, name)
        return self.render_to_response(self.get_context_data(**told))

    def get_context_data(self, **kwargs):
        after = (self.first + timedelta(days=31)).replace(day=1)
        told = {"before": month_text(self.first - timedelta(days=1)), "after": month_text(after), "today": timezone.localdate()}
        user = self.request.user
        return super().get_context_data(**told, may_edit=user.has_perm("plan.change_duty"), **kwargs)


def _table(weeks: list[list[Square]]) -> list[list[str]]:
    rows = [[_("日期"), _("星期"), _("说明"), _("值班人"), _("值班电话"), _("备注")]]
    for square in (square for week in weeks for square in week if square.in_month):
        start = [day_text(square.day), str(WEEKDAYS[square.day.weekday()]), square.mark]
        rows += [[*start, str(duty.staff), duty.phone, duty.note] for duty in square.duties] or [[*start, "", "", ""]]
    return rows
