"""Pieces that come back on many pages - the card of a row, a picture, a filter form - kept in each process like whole pages are.

A part stands under the same three conditions as a page of :mod:`portal.web.page_memory`: the stamp, the local date, and the first moment
that was named while it was made. So a page that is put together for somebody who is signed in, or in another order, is as right as one
that is made anew. What depends on who asks is no part. See docs/adr/0015-page-memory.md.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar, cast

from django.utils import timezone

from portal.core import clock
from portal.core.cache import current_stamp
from portal.web.memory import Memory

# Most characters that one process keeps: the cards of some ten thousand rows.
MOST_CHARACTERS = 8_000_000
# What a part costs beside its text.
_OVERHEAD = 300

Text = TypeVar("Text", str, tuple[str, ...])


@dataclass(frozen=True, slots=True)
class _Part:
    text: str | tuple[str, ...]
    stamp: int
    day: date
    until: datetime | None
    ends: datetime | None
    size: int


_memory: Memory[_Part] = Memory(MOST_CHARACTERS)


def found(key: Hashable) -> str | tuple[str, ...] | None:
    """Return what is kept under a key and still right; whoever keeps what it goes into is told when it ceases to be."""
    part = _memory.get(key)
    if part is None or part.stamp != current_stamp() or part.day != timezone.localdate():
        return None
    if part.until is not None:
        if timezone.now() >= part.until:
            return None
        clock.changes_at(part.until)
    if part.ends is not None:
        clock.ends_at(part.ends)
    return part.text


def made(key: Hashable, make: Callable[[], Text]) -> Text:
    """Make a part and keep it.

    Args:
        key: all that the text depends on beside the database and the time; nobody's name, nothing that visitors make up.
        make: returns the text.
    """
    stamp, day = current_stamp(), timezone.localdate()
    with clock.watched() as watch:
        text = make()
    if watch.ends is not None:
        clock.ends_at(watch.ends)
    if watch.until is not None:
        clock.changes_at(watch.until)
        if watch.until <= timezone.now():
            # Another thing at any moment.
            clock.changes_within(0)
            return text
    size = _OVERHEAD + (len(text) if isinstance(text, str) else sum(map(len, text)))
    _memory.put(key, _Part(text, stamp, day, watch.until, watch.ends, size))
    return text


def part(key: Hashable, make: Callable[[], Text]) -> Text:
    """Return the part of a key, see :func:`made`."""
    text = found(key)
    return made(key, make) if text is None else cast(Text, text)


def clear() -> None:
    """Give up everything."""
    _memory.clear()
