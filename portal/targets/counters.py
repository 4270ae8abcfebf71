"""How targets are counted: each room says what it has, with what counts and why not; no figure is ever typed (R-TGT)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise


@dataclass(frozen=True)
class Entry:
    """One thing that might count towards a target.

    Attributes:
        day: the local day it belongs to.
        title: what it is called.
        counts: whether it counts.
        reason: why it counts or does not, in words.
        url: the page of the back office where it is looked after.
        facets: what it is grouped by, ``{heading: value}``.
        proof: what shows that it was so.
        amount: for how much it counts; one, where things are counted and not money.
    """

    day: date
    title: str
    counts: bool = True
    reason: str = ""
    url: str = ""
    facets: dict[str, str] = field(default_factory=dict)
    proof: str = ""
    amount: int | Decimal = 1


@dataclass(frozen=True)
class Counter:
    """A way of counting.

    Attributes:
        code: how targets name it; never changes.
        label: what it is called.
        entries: returns what there is from one local day to another, both included, whether it counts or not.
        of_all: the figure is the share of the entries that count, in percent, and not their number.
        grows: what was done stays done and more follows; of what only stands at its number (a team), nothing is forecast.
        permission: without which nobody sees what is counted, nor how much; nothing, where whoever sees targets may.
    """

    code: str
    label: str | Promise
    entries: Callable[[date, date], Iterable[Entry]]
    of_all: bool = False
    grows: bool = True
    permission: str = ""


_counters: dict[str, Counter] = {}


def register_counter(counter: Counter) -> None:
    """Offer a way of counting; called from an app's ``ready``, so asking twice changes nothing."""
    _counters[counter.code] = counter


def counter_of(code: str) -> Counter | None:
    """Return a way of counting; ``None`` for one that this version of the program does not have."""
    return _counters.get(code)


def counters_hidden_from(user) -> list[str]:
    """Return the codes of what somebody may not see the figures of."""
    return [counter.code for counter in _counters.values() if counter.permission and not user.has_perm(counter.permission)]


def open_counters() -> list[str]:
    """Return the codes of what may be shown to everybody."""
    return [counter.code for counter in _counters.values() if not counter.permission]


def counter_choices() -> list[tuple[str, str | Promise]]:
    """Return all ways of counting for a form."""
    return [(counter.code, counter.label) for counter in sorted(_counters.values(), key=lambda counter: counter.code)]
