"""Making the index anew beside the one in use, and going back to the one before."""

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from search.engines.base import EngineUnavailable
from search.engines.elasticsearch import server, writing
from search.engines.elasticsearch.mapping import FIELDS, SETTINGS, index_body
from search.engines.elasticsearch.server import IndexMissing, alias, client, failures
from search.models import SearchEntry
from search.projection import Projection

_BULK = 1000
# The server indexes two bulks at a time, and the next lie ready when it has done.
_UNDER_WAY, _READY = 2, 3
# A transaction that was open when the rebuild began may commit entries that it has not seen.
_LONGEST_TRANSACTION = timedelta(minutes=5)


class RebuildRunning(EngineUnavailable):
    """Another process is making the index."""


class Incomplete(EngineUnavailable):
    """A new index has not all entries; it has been dropped and the one in use left alone."""


@dataclass(frozen=True)
class Rebuilt:
    """The index that is in use now, how many entries it has, and the one before, kept to go back to."""

    index: str
    entries: int
    previous: str


def rebuild(progress: Callable[[int, int], None] = lambda done, total: None) -> Rebuilt:
    """Make a new index from all entries and let searches use it; the one in use answers meanwhile.

    Args:
        progress: called with the number of entries sent and to send.

    Raises:
        RebuildRunning: another process is doing this.
        Incomplete: the new index does not hold all entries.
        EngineUnavailable: the server fails or is of an unsupported version.
    """
    if not Projection.begin_rebuild():
        raise RebuildRunning("another rebuild is running")
    try:
        server.require_supported()
        started = timezone.now()
        name = server.new_name()
        with failures():
            client().indices.create(index=name, **index_body())
        with _dropped_on_failure(name):
            entries = _fill(name, progress)
            _require_complete(name, entries)
            previous = _use(name)
        _note_sent(started)
        _drop_but(name, previous)
    finally:
        Projection.end_rebuild()
    return Rebuilt(name, entries, previous)


@contextlib.contextmanager
def _dropped_on_failure(name: str) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with contextlib.suppress(EngineUnavailable), failures():
            client().indices.delete(index=name)
        raise


def _fill(name: str, progress: Callable[[int, int], None]) -> int:
    """Send all visible entries; return how many there were."""
    total = SearchEntry.objects.visible().count()
    sent, waiting = 0, []
    with ThreadPoolExecutor(_UNDER_WAY) as threads:
        for entries in _pages():
            waiting.append(threads.submit(writing.send, entries, name))
            sent += len(entries)
            if len(waiting) > _UNDER_WAY + _READY:
                _settle(waiting.pop(0))
                Projection.beat_rebuild()
                progress(sent - len(waiting) * _BULK, total)
        for future in waiting:
            _settle(future)
    progress(sent, sent)
    return sent


def _settle(future: Future) -> None:
    refused = future.result().refused
    if refused:
        raise Incomplete(next(iter(refused.values())))


def _pages() -> Iterator[list]:
    """Yield visible entries by their keys, without holding a statement open while the server works.

    They are rows of :data:`FIELDS` and no models, which would take a third of the time that the processor has.
    """
    last = 0
    rows = SearchEntry.objects.visible().order_by("pk")
    while entries := list(rows.filter(pk__gt=last)[:_BULK].values_list(*FIELDS, named=True)):
        yield entries
        last = entries[-1].id


def _require_complete(name: str, expected: int) -> None:
    with failures():
        client().indices.put_settings(index=name, settings={"refresh_interval": SETTINGS["refresh_interval"]})
        client().indices.refresh(index=name)
        found = client().count(index=name)["count"]
    if found != expected:
        raise Incomplete(f"{found} of {expected} entries")


def _use(name: str) -> str:
    """Let the alias name an index, at one stroke; return the one that it named before, or nothing."""
    try:
        previous = server.current_index()
    except IndexMissing:
        previous = ""
    actions = [{"remove": {"index": previous, "alias": alias()}}] if previous else []
    with failures():
        client().indices.update_aliases(actions=[*actions, {"add": {"index": name, "alias": alias(), "is_write_index": True}}])
    return previous


def _note_sent(since: datetime) -> None:
    """Note that the index has all entries as they were; those that may have changed since are sent once more."""
    complete = since - _LONGEST_TRANSACTION
    SearchEntry.objects.filter(changed_at__gte=complete).update(sent_version=0)
    Projection.note_complete(complete)


def _drop_but(name: str, previous: str) -> None:
    """Drop all indexes but two; where none of this shape was in use, an older program's last one is kept for going back to it."""
    others = [index for index in server.indexes() if index != name]
    kept = previous or (others[-1] if others else "")
    old = [index for index in others if index != kept]
    if old:
        with failures():
            client().indices.delete(index=",".join(old))


def go_back() -> Rebuilt:
    """Let searches use the index before the present one, and send what has changed since it was made.

    Raises:
        IndexMissing: there is no other of the shape that this program needs.
        EngineUnavailable: the server fails.
    """
    current = server.current_index()
    others = [index for index in server.indexes() if index.startswith(f"{alias()}-") and index != current]
    if not others:
        raise IndexMissing("no earlier index")
    name = others[-1]
    _use(name)
    made = int(name.rpartition("-")[2]) / 1000
    _note_sent(datetime.fromtimestamp(made, tz=timezone.get_current_timezone()))
    with failures():
        entries = client().count(index=name)["count"]
    return Rebuilt(name, entries, current)
