"""How far a target is: what counts and why, the pace that is asked for, and where it leads (R-TGT)."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.moments import day_text, month_text
from portal.targets.counters import Entry, counter_of, counters_hidden_from, open_counters
from portal.targets.models import Target

_MONTHS = {Target.Every.YEAR: 12, Target.Every.QUARTER: 3, Target.Every.MONTH: 1}
_WEEK = 7
_CENT = Decimal("0.01")
_STATES = {
    "coming": gettext_lazy("未开始"),
    "reached": gettext_lazy("已完成"),
    "missed": gettext_lazy("到期未完成"),
    "on_pace": gettext_lazy("进度正常"),
    "behind": gettext_lazy("落后于进度"),
}


Figure = int | Decimal


@dataclass(frozen=True)
class Span:
    """The days, both included, in which a target is to be reached."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """The days in words."""
        return _("%(first)s 至 %(last)s") % {"first": day_text(self.first), "last": day_text(self.last)}


def span_of(target: Target, day: date) -> Span:
    """Return the span of a target in which a day lies; the first or the last one for a day outside all of them."""
    day = max(day, target.starts_on)
    day = min(day, target.ends_on) if target.ends_on else day
    if target.every == Target.Every.ONCE:
        return Span(target.starts_on, target.ends_on or day)
    months = _MONTHS[Target.Every(target.every)]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    end = first.month + months - 1
    last = date(first.year, end, monthrange(first.year, end)[1])
    return Span(max(first, target.starts_on), min(last, target.ends_on) if target.ends_on else last)


def spans(target: Target, until: date) -> Iterator[Span]:
    """Yield the spans of a target up to the one in which a day lies, that one first."""
    span = span_of(target, until)
    yield span
    while span.first > target.starts_on:
        span = span_of(target, span.first - timedelta(days=1))
        yield span


class Progress:
    """A target in one span, as it stands on a day.

    Args:
        target: the target.
        span: its days.
        today: the local day up to which is counted.
        entries: what there is in the span; asked of the target's counter unless given.
    """

    def __init__(self, target: Target, span: Span, today: date | None = None, entries: list[Entry] | None = None):
        self.target, self.span = target, span
        self.today = today or timezone.localdate()
        self.counter = counter_of(target.counter)
        if entries is None:
            entries = list(self.counter.entries(span.first, span.last)) if self.counter else []
        self.entries = [entry if entry.day <= self.today else replace(entry, counts=False, reason=_("日期还没有到")) for entry in entries]

    @cached_property
    def counted(self) -> list[Entry]:
        """What counts, in the order of its days."""
        return sorted((entry for entry in self.entries if entry.counts), key=lambda entry: entry.day)

    @cached_property
    def left_out(self) -> list[Entry]:
        """What does not count, each with its reason."""
        return [entry for entry in self.entries if not entry.counts]

    def figure(self, number: Figure) -> Figure:
        """Return so much as the figure of the target: itself, of money to two places, or the share in whole percent of the entries."""
        if self.counter is None or not self.counter.of_all:
            return _shown(number)
        return 100 * number // len(self.entries) if self.entries else 0

    def done_by(self, day: date) -> Figure:
        """Return the figure at the end of a day."""
        return self.figure(sum(entry.amount for entry in self.counted if entry.day <= day))

    @property
    def done(self) -> Figure:
        """The figure today."""
        return self.figure(self._total)

    @cached_property
    def _total(self) -> Figure:
        return sum(entry.amount for entry in self.counted)

    @cached_property
    def marks(self) -> list[tuple[date, int]]:
        """What is to be done by which day: the milestones in the span, and its end."""
        rows = {row.day: row.total for row in self.target.milestones.all() if self.span.first <= row.day < self.span.last}
        return [*sorted(rows.items()), (self.span.last, self.target.total)]

    def due_by(self, day: date) -> int:
        """Return what a steady pace asks for at the end of a day; between two milestones it is even, and whole numbers are owed."""
        before, base = self.span.first - timedelta(days=1), 0
        for mark, total in self.marks:
            if day <= mark:
                return base + (total - base) * max(0, (day - before).days) // (mark - before).days
            before, base = mark, total
        return self.target.total

    @property
    def due(self) -> int:
        """What a steady pace asks for today."""
        return self.due_by(self.today)

    @property
    def percent(self) -> int:
        """The share that is done, of a hundred at most."""
        return min(100, int(100 * self.done // self.target.total))

    @property
    def missing(self) -> Figure:
        """What is still to be done."""
        return max(0, self.target.total - self.done)

    @property
    def missing_this_week(self) -> Figure:
        """What has to come until Sunday to be on pace then."""
        sunday = self.today + timedelta(days=_WEEK - self.today.isoweekday())
        return max(0, self.due_by(min(sunday, self.span.last)) - self.done)

    @property
    def forecast(self) -> Figure:
        """What will be done at the end if it goes on as it did since the beginning."""
        whole, gone = (self.span.last - self.span.first).days + 1, (self.today - self.span.first).days + 1
        if gone <= 0 or gone >= whole or self.counter is None or not self.counter.grows:
            return self.done
        number = self._total * whole // gone
        return self.figure(min(number, len(self.entries)) if self.counter.of_all else number)

    @property
    def state(self) -> str:
        """``reached``, ``missed``, ``on_pace``, ``behind`` or ``coming``."""
        if self.today < self.span.first:
            return "coming"
        if self.done >= self.target.total:
            return "reached"
        if self.today > self.span.last:
            return "missed"
        return "on_pace" if self.done >= self.due else "behind"

    @property
    def state_label(self) -> str:
        """The same in words."""
        return str(_STATES[self.state])

    @property
    def next_mark(self) -> tuple[date, int] | None:
        """The next day by which something is to be done that is not."""
        return next(((day, total) for day, total in self.marks if day >= self.today and self.done < total), None)

    def months(self) -> list[tuple[str, Figure, Figure | None, int]]:
        """Return the table of the chart: month, what came in it, what was done at its end, and what was due then."""
        rows, tally = [], _sums((month_text(max(entry.day, self.span.first)), entry.amount) for entry in self.counted)
        for last in _month_ends(self.span):
            done = self.done_by(last) if last <= _month_end(self.today) else None
            rows.append((month_text(last), _shown(tally.get(month_text(last), 0)), done, self.due_by(last)))
        return rows

    def groups(self) -> list[tuple[str, list[tuple[str, Figure]]]]:
        """Return what counts by each facet: heading and ``(value, number)``, the most first."""
        headings = dict.fromkeys(heading for entry in self.counted for heading in entry.facets)
        return [(heading, self._group(heading)) for heading in headings]

    def _group(self, heading: str) -> list[tuple[str, Figure]]:
        tally = _sums((entry.facets[heading], entry.amount) for entry in self.counted if heading in entry.facets)
        return [(value, _shown(number)) for value, number in sorted(tally.items(), key=lambda row: (-row[1], row[0]))]


def progress(target: Target, day: date | None = None, known: dict | None = None) -> Progress:
    """Return how far a target is today in the span of a day.

    Args:
        target: the target.
        day: a day of the span; today unless given.
        known: what counters have answered so far, for several targets that are counted alike.
    """
    span = span_of(target, day or timezone.localdate())
    if known is None:
        return Progress(target, span)
    key = (target.counter, span)
    made = Progress(target, span, entries=known.get(key))
    known[key] = made.entries
    return made


def all_progress(targets: QuerySet[Target] | None = None) -> list[Progress]:
    """Return how far all targets are, or some."""
    known: dict = {}
    chosen = Target.objects.all() if targets is None else targets
    return [progress(target, known=known) for target in chosen.prefetch_related("milestones")]


def public_targets() -> QuerySet[Target]:
    """Return the targets that the centre shows to everybody; what needs a right to be seen is none of them."""
    return Target.objects.filter(public=True, counter__in=open_counters())


def public_progress() -> list[Progress]:
    """Return how far the targets are that the centre shows to everybody."""
    return all_progress(public_targets())


def targets_seen_by(user) -> QuerySet[Target]:
    """Return the targets whose figures somebody may see."""
    return Target.objects.exclude(counter__in=counters_hidden_from(user))


def _shown(number: Figure) -> Figure:
    return number.quantize(_CENT, ROUND_DOWN) if isinstance(number, Decimal) else number


def _sums(pairs: Iterable[tuple[str, Figure]]) -> dict[str, Figure]:
    sums: dict[str, Figure] = {}
    for key, amount in pairs:
        sums[key] = sums.get(key, 0) + amount
    return sums


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _month_ends(span: Span) -> Iterator[date]:
    day = span.first
    while day <= span.last:
        yield min(_month_end(day), span.last)
        day = _month_end(day) + timedelta(days=1)
