"""Writing entries: always inside the transaction of the thing, never an older version over a newer one."""

import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms.core.pages import public_path
from search.analysis import terms
from search.analysis.tokens import ANALYSIS_VERSION, analyse
from search.documents.base import Content, source_of, sources
from search.documents.sections import list_contents
from search.models import SearchEntry

# Stands in the place of a model's label for lists that belong to no page.
LISTS = "list"
_LONGEST_TITLE, _LONGEST_BODY = 255, 20_000


_left: ContextVar[bool] = ContextVar("left", default=False)


@contextmanager
def left_to_reconciling() -> Iterator[None]:
    """Write no entry when a thing is saved: so much is that to compare everything once (:mod:`search.reconciling`) costs less.

    Whoever uses it does that in the same transaction.
    """
    token = _left.set(True)
    try:
        yield
    finally:
        _left.reset(token)


@transaction.atomic
def write(thing) -> SearchEntry | None:
    """Bring the entry of a thing up to date: write it, or leave a tombstone when the public may not see the thing.

    Returns the entry if it changed.
    """
    source = source_of(type(thing))
    if source is None or _left.get():
        return None
    if not source.visible(thing):
        return remove(source.model, thing.pk)
    return save(source.model._meta.label_lower, str(thing.pk), source.content(thing))


def write_lists() -> None:
    """Bring the entries of lists that belong to no page up to date."""
    for content in list_contents():
        save(LISTS, content.url, content)


def write_tree(page: Page) -> None:
    """Bring the entries of a page and of all pages below it up to date."""
    for below in Page.objects.descendant_of(page, inclusive=True).specific().iterator(chunk_size=100):
        write(below)


def stands_above_old_addresses(page: Page) -> bool:
    """Return whether entries of pages right below a page still have addresses from before its own was changed."""
    children = {str(pk) for pk in page.get_children().live().values_list("pk", flat=True)}
    labels = [source.model._meta.label_lower for source in sources() if issubclass(source.model, Page)]
    below = SearchEntry.objects.visible().filter(model__in=labels, object_id__in=children)
    return below.exclude(url__startswith=public_path(page)).exists() if children else False


@transaction.atomic
def save(label: str, object_id: str, content: Content) -> SearchEntry | None:
    """Write the entry of a content; return it if anything in it, or the analysis, has changed."""
    digest = digest_of(content)
    entry = SearchEntry.objects.select_for_update().filter(model=label, object_id=object_id).first()
    if entry is not None and entry.live and entry.digest == digest:
        return None
    before = terms.terms_of(entry) if entry is not None and entry.live else {}
    entry = entry or SearchEntry(model=label, object_id=object_id)
    fill(entry, content)
    _store(entry, digest=digest, live=True)
    terms.change(before, terms.terms_of(entry))
    return entry


@transaction.atomic
def remove(model, object_id) -> SearchEntry | None:
    """Turn the entry of a thing into a tombstone without text; return it if it was live."""
    rows = SearchEntry.objects.select_for_update().filter(model=model._meta.label_lower, object_id=str(object_id), live=True)
    entry = rows.first()
    return None if entry is None else _make_tombstone(entry)


def remove_what_has_run_out() -> None:
    """Turn what has run out into tombstones. Searches do not show it since; from now on they do not count it either."""
    for key in list(SearchEntry.objects.run_out().values_list("pk", flat=True)):
        with transaction.atomic():
            entry = SearchEntry.objects.run_out().select_for_update().filter(pk=key).first()
            if entry is not None:
                _make_tombstone(entry)


def _make_tombstone(entry: SearchEntry) -> SearchEntry:
    terms.change(terms.terms_of(entry), {})
    for name in ("title", "keywords", "summary", "body", "url", *SearchEntry.ANALYSED):
        setattr(entry, name, "")
    entry.visible_until = None
    _store(entry, digest="", live=False)
    return entry


def fill(entry: SearchEntry, content: Content) -> None:
    """Put a content and its analysis into an entry."""
    entry.kind, entry.url, entry.boost = content.kind, content.url, content.boost
    entry.title, entry.summary, entry.body = content.title[:_LONGEST_TITLE], content.summary, content.body[:_LONGEST_BODY]
    entry.keywords = " ".join(content.keywords)
    entry.town, entry.category, entry.price_band = content.town, content.category, content.price_band()
    entry.certificates = f"|{'|'.join(content.certificates)}|" if content.certificates else ""
    entry.dated_at, entry.visible_until = content.dated_at, content.visible_until
    entry.year = timezone.localtime(content.dated_at).year if content.dated_at else None
    for name, tokens in asdict(analyse(entry.title, entry.keywords, entry.summary, entry.body)).items():
        setattr(entry, name, tokens)


def digest_of(content: Content) -> str:
    """Return what tells one state of a content, under today's analysis, from another."""
    text = json.dumps([ANALYSIS_VERSION, asdict(content)], ensure_ascii=False, default=_lasting, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _lasting(value) -> str:
    """Return a value as text that does not depend on where it was read: a moment is the same in every time zone."""
    return str(value.astimezone(UTC) if isinstance(value, datetime) else value)


def _store(entry: SearchEntry, *, digest: str, live: bool) -> None:
    entry.digest, entry.live, entry.changed_at = digest, live, timezone.now()
    # Microseconds: greater than any version before, also after a restore of the database from a copy.
    entry.version = max((entry.version or 0) + 1, time.time_ns() // 1000)
    entry.save()
