"""Time limits in working days, by the State Council's lists of holidays and make-up days."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import chinese_calendar
from chinese_calendar.constants import Holiday, holidays
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.cases.clocks import Deadline
from portal.core.moments import day_text, minute_text

_KNOWN = range(min(holidays).year, max(holidays).year + 1)
_SATURDAY = 5
# More make-up days than this are counted instead of listed.
_LISTED = 6


@dataclass(frozen=True)
class WorkingDays:
    """Working days: the day of the beginning does not count, the last one ends at midnight (Civil Code art. 201 and 203).

    A year whose list is not known yet is taken as Monday to Friday, and the reason says so.
    """

    number: int

    def deadline(self, start: datetime) -> Deadline:
        """Return when what began at ``start`` (aware) is due: the last second of the last day, in local time."""
        begun = timezone.localtime(start)
        passed = list(_days_until(begun.date(), self.number))
        last = passed[-1] if passed else begun.date()
        at = datetime.combine(last, time(23, 59, 59), tzinfo=begun.tzinfo)
        head = _("自%(start)s起%(number)d个工作日，次日起算，%(last)s结束") % {
            "start": minute_text(begun),
            "number": self.number,
            "last": day_text(last),
        }
        return Deadline(at, "；".join([head, *_exceptions(passed)]))


def is_working_day(day: date) -> bool:
    """Return whether the county works on a day; in a year without a list, whether it is Monday to Friday."""
    return chinese_calendar.is_workday(day) if day.year in _KNOWN else day.weekday() < _SATURDAY


def _days_until(start: date, number: int) -> Iterator[date]:
    """Yield the days after ``start`` up to the working day of that number."""
    day = start
    while number:
        day += timedelta(days=1)
        number -= is_working_day(day)
        yield day


def _exceptions(days: list[date]) -> Iterator[str]:
    """Yield what makes some days other than their weekday says, in words."""
    free = Counter(Holiday(holidays[day]).chinese for day in days if day in holidays and day.weekday() < _SATURDAY)
    if free:
        yield _("放假不计：%(days)s") % {"days": "、".join(_("%(name)s%(number)d天") % {"name": n, "number": c} for n, c in free.items())}
    made_up = [day for day in days if day.weekday() >= _SATURDAY and is_working_day(day)]
    if len(made_up) > _LISTED:
        yield _("调休上班%(number)d天") % {"number": len(made_up)}
    elif made_up:
        yield _("调休上班：%(days)s") % {"days": "、".join(f"{day:%m-%d}" for day in made_up)}
    for year in sorted({day.year for day in days} - set(_KNOWN)):
        yield _("没有%(year)d年的放假安排，按周一至周五计算") % {"year": year}
