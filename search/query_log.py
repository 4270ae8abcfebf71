"""Which queries are made and how much they find: counted per day, never with anything about who asked.

Like visits (:mod:`cms.core.view_counts`), searches are kept in the process and written together.
"""

import atexit
import logging
import re
import threading
import time
from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.core.signals import request_finished
from django.db import DatabaseError, transaction
from django.db.models import F, Sum
from django.utils import timezone

from portal.core.unwaited import unwaited
from search.analysis.terms import IN_TEXT
from search.models import QueryCount, SearchTerm, UnansweredQuery

logger = logging.getLogger(__name__)

MAX_PENDING, LONGEST_SECONDS = 50, 15
_LONGEST = 40
# Phone numbers, identity numbers, addresses of mail: people type them into any field.
_PERSONAL = re.compile(r"\d{7,}|@|\d{3,4}[- ]\d{4}")
_ROBOTS = re.compile(r"bot|crawl|spider|slurp|archiver|monitor|curl|wget|python", re.IGNORECASE)
# What fewer people than this asked could point at one of them.
LEAST_POPULAR, POPULAR_DAYS, POPULAR_SECONDS = 3, 30, 600


@dataclass
class _Asked:
    searches: int = 0
    results: int = 0


_pending: dict[str, _Asked] = {}
_lock = threading.Lock()
_written_at = time.monotonic()


def count(request, normalised: str, results: int) -> None:
    """Count one search of a person, unless its text is empty, long or holds a number that may be somebody's."""
    if not normalised or len(normalised) > _LONGEST or _PERSONAL.search(normalised):
        return
    if _ROBOTS.search(request.headers.get("User-Agent", "")):
        return
    with _lock:
        asked = _pending.setdefault(normalised, _Asked())
        asked.searches, asked.results = asked.searches + 1, results


def write() -> None:
    """Add the searches of this process to the database; what cannot be written now is kept for the next time."""
    global _written_at  # noqa: PLW0603 - one clock a process
    with _lock:
        asked = dict(_pending)
        _pending.clear()
        _written_at = time.monotonic()
    try:
        with unwaited(), transaction.atomic():
            for text in sorted(asked):
                _add(text, asked[text])
    except DatabaseError:
        logger.exception("Searches for %d texts could not be written; they are kept", len(asked))
        with _lock:
            for text, kept in asked.items():
                _pending.setdefault(text, _Asked(results=kept.results)).searches += kept.searches


def _add(text: str, asked: _Asked) -> None:
    row, created = QueryCount.objects.get_or_create(
        day=timezone.localdate(), text=text, defaults={"searches": asked.searches, "results": asked.results}
    )
    if not created:
        QueryCount.objects.filter(pk=row.pk).update(searches=F("searches") + asked.searches, results=asked.results)
    if asked.results:
        return
    query, created = UnansweredQuery.objects.get_or_create(text=text, defaults={"searches": asked.searches})
    if not created:
        UnansweredQuery.objects.filter(pk=query.pk).update(searches=F("searches") + asked.searches, last_at=timezone.now())


def popular(limit: int = 8) -> list[str]:
    """Return what is asked most, of words that the site itself uses: nobody can put a text of their own before the public by asking it."""
    return cache.get_or_set(f"search.popular.{limit}", lambda: _popular(limit), POPULAR_SECONDS) or []


def _popular(limit: int) -> list[str]:
    since = timezone.localdate() - timedelta(days=POPULAR_DAYS)
    rows = QueryCount.objects.filter(day__gte=since, results__gt=0).values("text").annotate(total=Sum("searches"))
    asked = list(rows.filter(total__gte=LEAST_POPULAR).order_by("-total", "text").values_list("text", flat=True)[: limit * 5])
    known = set(SearchTerm.objects.filter(text__in=asked, entries__gt=0, place__gt=IN_TEXT).values_list("text", flat=True))
    return [text for text in asked if text in known][:limit]


def _write_when_due(**_kwargs) -> None:
    if _pending and (len(_pending) >= MAX_PENDING or time.monotonic() - _written_at >= LONGEST_SECONDS):
        write()


def connect() -> None:
    """Write after requests when it is due, and at the end of the process; called when the app is ready."""
    request_finished.connect(_write_when_due, dispatch_uid="search.query_log")
    atexit.register(_write_at_exit)


def _write_at_exit() -> None:
    if _pending:
        write()
