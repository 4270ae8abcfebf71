"""A month of events, day by day."""

from calendar import Calendar
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from cms.events.models import EventPage
from portal.core.moments import parsed_day

# Months further away have no page.
_MOST_MONTHS = 100 * 12


@dataclass
class Day:
    """One day of the calendar's sheet; days of the months beside it fill the first and the last week."""

    day: date
    in_month: bool
    events: list[EventPage] = field(default_factory=list)

    @property
    def look(self) -> str:
        """How the sheet shows it: ``beside`` the month, ``empty``, ``today`` or ``full``."""
        if not self.in_month:
            return "beside"
        if not self.events:
            return "empty"
        return "today" if self.day == timezone.localdate() else "full"


def asked_month(text: str) -> date:
    """Return the first day of a month given as ``YYYY-MM``, or of this month where it says none or one of another age."""
    this = timezone.localdate().replace(day=1)
    asked = parsed_day(f"{text}-01") or this
    return asked if beside(this, -_MOST_MONTHS) <= asked <= beside(this, _MOST_MONTHS) else this


def beside(first: date, months: int) -> date:
    """Return the first day of the month so many months later."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def starts(day: date) -> datetime:
    """Return the moment at which a local day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


def public_events():
    """Return the events that everybody may see, the first one first."""
    return EventPage.objects.live().public().order_by("starts_at", "pk")


def sheet_of(first: date, kind: str = "") -> list[Day]:
    """Return the days of a month in whole weeks, from Monday on, each with its events; what goes on for days is under each of them.

    Args:
        first: the first day of the month.
        kind: only events of this kind.
    """
    days = {day: Day(day, day.month == first.month) for day in Calendar().itermonthdates(first.year, first.month)}
    last = max(day for day, sheet in days.items() if sheet.in_month)
    events = public_events().filter(starts_at__lt=starts(last) + timedelta(days=1), ends_at__gte=starts(first)).defer("body", "photos")
    for event in events.filter(kind=kind) if kind else events:
        begins, ends = max(timezone.localdate(event.starts_at), first), min(timezone.localdate(event.ends_at), last)
        for number in range((ends - begins).days + 1):
            days[begins + timedelta(days=number)].events.append(event)
    return list(days.values())
