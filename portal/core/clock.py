"""Tells whoever keeps an answer when time alone will change it.

Most of what the site shows changes when somebody writes; some of it when a moment passes: an event begins, a verification lapses. Code
that compares with the time says so here. What depends on the date alone need not: answers are kept for one local date.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone


@dataclass
class Watch:
    """The first moment at which what was made under this watch is no longer right; ``None``: not before somebody writes.

    ``ends`` is the first moment at which something of it may not be shown to the public any more, not even for want of a newer answer.
    """

    until: datetime | None = None
    ends: datetime | None = None


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched() -> Iterator[Watch]:
    """Note the moments that code names while the block runs."""
    watch = Watch()
    token = _watch.set(watch)
    try:
        yield watch
    finally:
        _watch.reset(token)


def is_watched() -> bool:
    """Return whether anybody asks: then a moment that costs a query to find is worth finding."""
    return _watch.get() is not None


def changes_at(moment: datetime) -> None:
    """Say that what is being made changes at ``moment``; moments that have passed change nothing more."""
    watch = _watch.get()
    if watch is not None and moment > timezone.now() and (watch.until is None or moment < watch.until):
        watch.until = moment


def changes_within(seconds: float) -> None:
    """Say that what is being made may be shown for so many seconds; none for what is another thing at any moment."""
    watch = _watch.get()
    moment = timezone.now() + timedelta(seconds=seconds)
    if watch is not None and (watch.until is None or moment < watch.until):
        watch.until = moment


def has_come(moment: datetime) -> bool:
    """Return whether a moment has come, and note it if it has not."""
    changes_at(moment)
    return timezone.now() >= moment


def ends_at(moment: datetime) -> None:
    """Say that something of what is being made is off the site from ``moment`` on."""
    changes_at(moment)
    watch = _watch.get()
    if watch is not None and (watch.ends is None or moment < watch.ends):
        watch.ends = moment


def ends_today() -> None:
    """Say that something of what is being made may be off the site when this local day is over."""
    if is_watched():
        ends_at(timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=1), time.min)))
