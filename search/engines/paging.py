"""One page of results out of what an engine has chosen, the same for every engine."""

from collections.abc import Callable, Iterable
from dataclasses import make_dataclass
from datetime import UTC, datetime

from django.db import connection
from django.utils import timezone

from search.engines.base import Hit
from search.highlighting import Marker
from search.queries import DATE, QueryParameters
from search.ranking import FIELDS, ordered, score
from search.understanding import Question

_Row = make_dataclass("_Row", ("pk", *FIELDS, "dated_at"), slots=True)
# What may be found is the same as in SearchEntry.objects.visible().
_ROWS = (
    f"SELECT id, {', '.join(FIELDS)}, dated_at FROM search_searchentry"  # noqa: S608 - constants
    " WHERE live AND (visible_until IS NULL OR visible_until > %s) AND id IN ({keys})"
)


def is_by_date(parameters: QueryParameters, question: Question) -> bool:
    """Return whether the newest come first; without a question nothing fits better than anything else."""
    return parameters.sort == DATE or not question.groups


def entries_of(keys: Iterable[int]) -> list:
    """Return the entries of keys in their order, with what ordering and marking read; those that may not be found any more are left out.

    They are rows, read by a plain statement: each search reads dozens or hundreds, and a queryset would take longer than their ordering.
    """
    wanted = list(keys)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    statement = _ROWS.format(keys=", ".join(["%s"] * len(wanted)) or "NULL")
    with connection.cursor() as cursor:
        cursor.execute(statement, [now, *wanted])
        found = {row[0]: _Row(*row[:-1], _moment(row[-1])) for row in cursor.fetchall()}
    return [found[key] for key in wanted if key in found]


def _moment(stored: datetime | None) -> datetime | None:
    """Return a stored moment with its time zone, which SQLite does not keep."""
    return stored.replace(tzinfo=UTC) if stored is not None and stored.tzinfo is None else stored


def hits_of_page(parameters: QueryParameters, question: Question, entries: Callable[[int, int], list], candidates: int) -> list[Hit]:
    """Return the hits of a page.

    Args:
        entries: returns so many entries (second argument) from a place on (first, counted from 0), as the engine orders them.
        candidates: how many of them are put in order by ``search.ranking``; pages behind them keep the engine's own order.
    """
    first, last = parameters.offset, parameters.offset + parameters.page_size
    if is_by_date(parameters, question):
        scored = [(score(entry, question), entry) for entry in entries(first, parameters.page_size)]
    elif first >= candidates:
        scored = [(0.0, entry) for entry in entries(first, parameters.page_size)]
    else:
        chosen = entries(0, max(candidates, last))
        rest = [(0.0, entry) for entry in chosen[candidates:]]
        scored = [*ordered(chosen[:candidates], question), *rest][first:last]
    mark = Marker(question).snippet if parameters.highlight else lambda _entry: ""
    return [Hit(entry.pk, round(value, 4), mark(entry), f"{entry.model}:{entry.object_id}") for value, entry in scored]
