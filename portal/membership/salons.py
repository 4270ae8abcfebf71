"""The next salons of members; the room of events says which they are, and stands above this one (R-MEM-8)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Salon:
    """A salon that everybody may see."""

    title: str
    url: str
    starts_at: datetime
    place: str


_sources: list[Callable[[], Sequence[Salon]]] = []


def salons_from(source: Callable[[], Sequence[Salon]]) -> None:
    """Let a room name the next salons, the first one first; called from its app's ``ready``."""
    _sources[:] = [source]


def next_salons() -> list[Salon]:
    """Return the next salons, the first one first."""
    return [salon for source in _sources for salon in source()]
