"""When an answer is due, and why then (design.md, "Clocks")."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.moments import minute_text


@dataclass(frozen=True)
class Deadline:
    """A due time and, in words that a person can check, how it came about."""

    at: datetime
    why: str


class Clock(Protocol):
    """A time limit: ``number`` of its units."""

    @property
    def number(self) -> int:
        """How many."""
        ...

    def deadline(self, start: datetime) -> Deadline:
        """Return when what began at ``start`` (aware) is due."""
        ...


@dataclass(frozen=True)
class Hours:
    """Hours by the clock: nights and holidays count."""

    number: int

    def __str__(self):
        return _("%(number)d小时（节假日和夜间照算）") % {"number": self.number}

    def deadline(self, start: datetime) -> Deadline:
        """Return when so many clock hours have passed, nights and holidays counted."""
        why = _("自%(start)s起%(number)d小时，节假日和夜间照算") % {"start": minute_text(start), "number": self.number}
        return Deadline(start + timedelta(hours=self.number), why)


def due_at(start: datetime, clock: Clock) -> Deadline:
    """Return the due time of what began at ``start``, with its reason.

    Args:
        start: an aware time.
        clock: the limit, such as ``Hours(72)`` or :class:`portal.cases.working_days.WorkingDays`.

    Raises:
        ValueError: ``start`` has no time zone.
    """
    if timezone.is_naive(start):
        raise ValueError("a deadline needs a start with a time zone")
    return clock.deadline(start)
