"""Keeps Elasticsearch up to date: sends changed entries in bulk, waits longer after each failure, makes a missing index."""

import logging
import time
from collections.abc import Callable

from django.db.models import Q

from search.engines.base import EngineUnavailable
from search.engines.elasticsearch import server, writing
from search.engines.elasticsearch.server import IndexMissing
from search.lag import unsent
from search.models import SearchEntry
from search.projection import Projection
from search.rebuilding import RebuildRunning, rebuild

logger = logging.getLogger("portal.search")

_BULK = 500
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
# How often an idle sender looks whether the index is still there.
LOOK_SECONDS = 10.0


def send_changes() -> int:
    """Send every entry that has changed since it was last sent; return how many the index has confirmed.

    An entry that is refused stays unsent and does not keep the others back.

    Raises:
        EngineUnavailable: the server takes nothing; all that it has not confirmed stays unsent.
    """
    confirmed, after = 0, None
    while entries := _next(after):
        sent = writing.send(entries)
        _confirm(entries, set(sent.confirmed))
        confirmed += len(sent.confirmed)
        for key, reason in sent.refused.items():
            logger.error("search entry %s was refused: %s", key, reason)
        after = entries[-1]
    return confirmed


def _next(after: SearchEntry | None) -> list[SearchEntry]:
    rows = unsent()
    if after is not None:
        rows = rows.filter(Q(changed_at__gt=after.changed_at) | Q(changed_at=after.changed_at, pk__gt=after.pk))
    return list(rows[:_BULK])


def _confirm(entries: list[SearchEntry], keys: set[int]) -> None:
    """Note the versions that were sent; an entry that has changed meanwhile has another version and stays unsent."""
    confirmed = [entry for entry in entries if entry.pk in keys]
    for entry in confirmed:
        entry.sent_version = entry.version
    SearchEntry.objects.bulk_update(confirmed, ["sent_version"], batch_size=200)


class Sender:
    """Sends again and again; ``step`` does what is due and returns how long to wait."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._failures = 0
        self._next_try = self._next_look = 0.0

    def step(self) -> None:
        """Send what has changed unless a failure was just now; now and then look whether the index is there."""
        now = self._clock()
        if now < self._next_try:
            return
        look = now >= self._next_look
        if not look and not unsent().exists():
            return
        try:
            self._work(look)
        except EngineUnavailable as error:
            self._failed(error)
        else:
            self._failures = 0
            self._next_look = self._clock() + LOOK_SECONDS
            Projection.note_success()

    def _work(self, look: bool) -> None:
        try:
            if look:
                server.require_supported()
                server.look(LOOK_SECONDS)
            send_changes()
        except IndexMissing:
            logger.warning("the search index is missing or of another version: making it anew")
            rebuild()
            send_changes()

    def _failed(self, error: Exception) -> None:
        wait = min(FIRST_WAIT * 2.0 ** min(self._failures, 10), LONGEST_WAIT)
        self._failures += 1
        self._next_try = self._clock() + wait
        self._next_look = 0.0
        level = logging.INFO if isinstance(error, RebuildRunning) else logging.WARNING
        logger.log(level, "Elasticsearch is not kept up to date (%s); trying again in %.0f s", error, wait)
        Projection.note_failure(error)
