"""The time limits in force: the county's calendar, and what the director has set for a kind."""

from portal.cases.clocks import Clock, Hours
from portal.cases.kinds import CaseKind
from portal.cases.models import CalendarDay, TimeLimit
from portal.cases.working_days import Calendar, Change, WorkingDays


def county_calendar() -> Calendar:
    """Return the days as the lists have them and staff have changed them."""
    return Calendar({day: Change(works, name) for day, works, name in CalendarDay.objects.values_list("day", "works", "name")})


def working_days(number: int) -> WorkingDays:
    """Return so many working days of the county."""
    return WorkingDays(number, county_calendar())


def clock_of(kind: CaseKind, state: str = "") -> Clock:
    """Return the time limit of a kind in a state: what the director has set, else what the kind says."""
    step = kind.step_in(state)
    limit = TimeLimit.objects.filter(kind=step.code if step else kind.code).first()
    if limit is None:
        return step.clock() if step else kind.clock()
    return Hours(limit.number) if limit.unit == TimeLimit.Unit.HOURS else working_days(limit.number)
