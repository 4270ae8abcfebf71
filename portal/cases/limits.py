"""The time limits in force: the county's calendar, and what the director has set for a kind or for a step that all kinds share."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.cases.clocks import Clock, Hours
from portal.cases.kinds import CaseKind, Step
from portal.cases.models import CalendarDay, TimeLimit
from portal.cases.working_days import Calendar, Change, WorkingDays

# Who was not content is called within a day (R-CONS-7), whatever the kind.
CALL_BACK = Step("call-back", _("评价不满意后的回访"), lambda: Hours(settings.CASE_CALL_BACK_HOURS), frozenset())


def county_calendar() -> Calendar:
    """Return the days as the lists have them and staff have changed them."""
    return Calendar({day: Change(works, name) for day, works, name in CalendarDay.objects.values_list("day", "works", "name")})


def working_days(number: int) -> WorkingDays:
    """Return so many working days of the county."""
    return WorkingDays(number, county_calendar())


def clock_of(kind: CaseKind, state: str = "") -> Clock:
    """Return the time limit of a kind in a state: what the director has set, else what the kind says."""
    return in_force(kind.step_in(state) or kind)


def in_force(limited: CaseKind | Step) -> Clock:
    """Return the time limit of a kind or of a step: what the director has set, else what it says itself."""
    limit = TimeLimit.objects.filter(kind=limited.code).first()
    if limit is None:
        return limited.clock()
    return Hours(limit.number) if limit.unit == TimeLimit.Unit.HOURS else working_days(limit.number)
