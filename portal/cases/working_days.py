"""Time limits in working days, by the State Council's lists of holidays and make-up days, and by what staff have changed in them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

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


class Change(NamedTuple):
    """What a day is in the table of the back office, whatever the lists say."""

    works: bool
    name: str


@dataclass(frozen=True)
class Calendar:
    """Which days are worked: by the table, else by the list of the year, else from Monday to Friday.

    Args:
        changes: the days of the table.
    """

    changes: Mapping[date, Change] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        """Return whether the county works on a day."""
        if day in self.changes:
            return self.changes[day].works
        return chinese_calendar.is_workday(day) if day.year in _KNOWN else day.weekday() < _SATURDAY

    def is_known(self, year: int) -> bool:
        """Return whether there is a list of a year, or somebody has put days of it into the table."""
        return year in _KNOWN or any(day.year == year for day in self.changes)

    def day_off(self, day: date) -> str:
        """Return the name of the holiday because of which a day is free, a weekend's too, or nothing."""
        if self.works(day):
            return ""
        if day in self.changes:
            return self.changes[day].name
        return Holiday(holidays[day]).chinese if day in holidays else ""

    def holiday(self, day: date) -> str:
        """Return the name of the holiday because of which a day from Monday to Friday is free, or nothing."""
        return "" if day.weekday() >= _SATURDAY else self.day_off(day)


@dataclass(frozen=True)
class WorkingDays:
    """Working days: the day of the beginning does not count, the last one ends at midnight (Civil Code art. 201 and 203).

    A year whose list is not known yet is taken as Monday to Friday, and the reason says so.
    """

    number: int
    calendar: Calendar = field(default_factory=Calendar)

    def __str__(self):
        return _("%(number)d个工作日") % {"number": self.number}

    def deadline(self, start: datetime) -> Deadline:
        """Return when what began at ``start`` (aware) is due: the last second of the last day, in local time."""
        begun = timezone.localtime(start)
        passed = list(self._days_after(begun.date()))
        last = passed[-1] if passed else begun.date()
        at = datetime.combine(last, time(23, 59, 59), tzinfo=begun.tzinfo)
        head = _("自%(start)s起%(number)d个工作日，次日起算，%(last)s结束") % {
            "start": minute_text(begun),
            "number": self.number,
            "last": day_text(last),
        }
        return Deadline(at, "；".join([head, *self._exceptions(passed)]))

    def _days_after(self, start: date) -> Iterator[date]:
        """Yield the days after ``start`` up to the working day of that number."""
        day, number = start, self.number
        while number:
            day += timedelta(days=1)
            number -= self.calendar.works(day)
            yield day

    def _exceptions(self, days: list[date]) -> Iterator[str]:
        """Yield what makes some days other than their weekday says, in words."""
        free = Counter(filter(None, map(self.calendar.holiday, days)))
        if free:
            named = (_("%(name)s%(number)d天") % {"name": name, "number": count} for name, count in free.items())
            yield _("放假不计：%(days)s") % {"days": "、".join(named)}
        made_up = [day for day in days if day.weekday() >= _SATURDAY and self.calendar.works(day)]
        if len(made_up) > _LISTED:
            yield _("调休上班%(number)d天") % {"number": len(made_up)}
        elif made_up:
            yield _("调休上班：%(days)s") % {"days": "、".join(f"{day:%m-%d}" for day in made_up)}
        for year in sorted({day.year for day in days}):
            if not self.calendar.is_known(year):
                yield _("没有%(year)d年的放假安排，按周一至周五计算") % {"year": year}
