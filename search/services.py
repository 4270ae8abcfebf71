"""Searching as the rest of the portal asks for it: the engine that can answer, staff's pinned results, the log of queries."""

from dataclasses import replace

from django.utils import timezone

from search.engines.base import Engine, Hit, Results
from search.engines.database.engine import DatabaseEngine
from search.models import PinnedResult
from search.queries import RELEVANCE, QueryParameters


def engine() -> Engine:
    """Return the engine that answers now."""
    return DatabaseEngine()


def search(parameters: QueryParameters) -> Results:
    """Return one page of results with pinned ones first."""
    results = engine().search(parameters)
    return _with_pins(results, parameters)


def suggest(text: str) -> list[str]:
    """Return completions of what has been typed."""
    return engine().suggest(text)


def pinned_entries(text: str) -> list[int]:
    """Return the entries that staff put first for a query, today."""
    rows = PinnedResult.objects.filter(query=text, expires_on__gte=timezone.localdate(), entry__live=True)
    return list(rows.order_by("order", "pk").values_list("entry_id", flat=True))


def _with_pins(results: Results, parameters: QueryParameters) -> Results:
    if parameters.page != 1 or parameters.sort != RELEVANCE or parameters.filters or not parameters.text:
        return results
    pinned = pinned_entries(parameters.normalised)
    if not pinned:
        return results
    known = {hit.entry_id: hit for hit in results.hits}
    first = [known.get(key, Hit(key, 0.0)) for key in pinned]
    rest = [hit for hit in results.hits if hit.entry_id not in set(pinned)]
    added = sum(key not in known for key in pinned)
    return replace(results, hits=[*first, *rest][: parameters.page_size], total=results.total + (0 if results.total else added))
