"""Counting how often articles are read, without a write per visit.

Each process keeps the visits since its last write and adds them to the database together: after so many visits, after so many seconds,
and when the process ends. What a page shows is the stored number and this process's own visits; another process's last few seconds are
missing from it for that long.

A reader who looks at the same article again within half an hour reads it once. Nobody can tell who that is from what is remembered for it:
a digest under a key that each process draws for itself, in its memory alone.
"""

import atexit
import hashlib
import logging
import re
import secrets
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Iterable

from django.core.signals import request_finished
from django.db import DatabaseError, transaction
from django.db.models import F
from wagtail.models import Page

from cms.core.models import PageViews
from portal.core.client import client_address
from portal.core.unwaited import unwaited

logger = logging.getLogger(__name__)

MAX_PENDING = 100
LONGEST_SECONDS = 15
_ROBOTS = re.compile(r"bot|crawl|spider|slurp|archiver|monitor|curl|wget|python|okhttp|go-http|java/|feed|lighthouse|scan", re.IGNORECASE)
# How long a reader is remembered, and how many readings; beyond these the oldest are forgotten.
SAME_READING_SECONDS, MOST_REMEMBERED = 30 * 60, 50_000

_pending: Counter[int] = Counter()
_readings: OrderedDict[bytes, float] = OrderedDict()
_key = secrets.token_bytes(16)
_lock = threading.Lock()
_written_at = time.monotonic()


def count(request, page_id: int) -> None:
    """Count one reading by a person: not a program that names itself, not a page fetched ahead, not one loaded again."""
    agent = request.headers.get("User-Agent", "")
    ahead = "prefetch" in f"{request.headers.get('Sec-Purpose', '')}{request.headers.get('Purpose', '')}"
    if request.method != "GET" or ahead or _ROBOTS.search(agent):
        return
    reader = hashlib.blake2b(f"{page_id} {client_address(request)} {agent}".encode(), key=_key, digest_size=16).digest()
    with _lock:
        if _is_new(reader, time.monotonic()):
            _pending[page_id] += 1


def _is_new(reader: bytes, now: float) -> bool:
    """Remember a reading; return whether it is another than the last one of this reader."""
    while _readings and (len(_readings) >= MOST_REMEMBERED or now - next(iter(_readings.values())) > SAME_READING_SECONDS):
        _readings.popitem(last=False)
    if reader in _readings:
        return False
    _readings[reader] = now
    return True


def total(page_id: int) -> int:
    """Return how often a page was read."""
    return totals([page_id])[0][1]


def totals(page_ids: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return how often each of some pages was read, with its key, in one statement."""
    page_ids = list(page_ids)
    stored = dict(PageViews.objects.filter(page_id__in=page_ids).values_list("page_id", "total"))
    return tuple((page_id, stored.get(page_id, 0) + _pending.get(page_id, 0)) for page_id in page_ids)


def write() -> None:
    """Add the visits of this process to the database; what cannot be written now is kept for the next time, a deleted page is forgotten."""
    global _written_at  # noqa: PLW0603 - one clock a process
    with _lock:
        visits = dict(_pending)
        _pending.clear()
        _written_at = time.monotonic()
    try:
        with unwaited(), transaction.atomic():
            for page_id in Page.objects.filter(pk__in=visits).order_by("pk").values_list("pk", flat=True):
                _add(page_id, visits[page_id])
    except DatabaseError:
        logger.exception("Visits of %d pages could not be written; they are kept", len(visits))
        with _lock:
            _pending.update(visits)


def _add(page_id: int, number: int) -> None:
    views, created = PageViews.objects.get_or_create(page_id=page_id, defaults={"total": number})
    if not created:
        PageViews.objects.filter(pk=views.pk).update(total=F("total") + number)


def _write_when_due(**_kwargs) -> None:
    if _pending and (sum(_pending.values()) >= MAX_PENDING or time.monotonic() - _written_at >= LONGEST_SECONDS):
        write()


def connect() -> None:
    """Write after requests when it is due, and at the end of the process; called when the app is ready."""
    request_finished.connect(_write_when_due, dispatch_uid="cms.core.view_counts")
    atexit.register(_write_at_exit)


def _write_at_exit() -> None:
    if _pending:
        write()
