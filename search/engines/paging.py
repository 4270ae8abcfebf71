"""One page of results out of what an engine has chosen, the same for every engine."""

from collections import namedtuple
from collections.abc import Callable, Iterable

from search.engines.base import Hit
from search.highlighting import snippet
from search.models import SearchEntry
from search.queries import DATE, QueryParameters
from search.ranking import FIELDS, ordered, score
from search.understanding import Question

_Row = namedtuple("_Row", ("pk", *FIELDS))


def is_by_date(parameters: QueryParameters, question: Question) -> bool:
    """Return whether the newest come first; without a question nothing fits better than anything else."""
    return parameters.sort == DATE or not question.groups


def entries_of(keys: Iterable[int]) -> list:
    """Return the entries of keys in their order, with what ordering and marking read; those that the database has no more are left out.

    They are rows and no models: hundreds may be read for each page.
    """
    wanted = list(keys)
    rows = SearchEntry.objects.visible().filter(pk__in=wanted).values_list("pk", *FIELDS)
    found = {row[0]: _Row._make(row) for row in rows}
    return [found[key] for key in wanted if key in found]


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
    mark = snippet if parameters.highlight else lambda _entry, _question: ""
    return [Hit(entry.pk, round(value, 4), mark(entry, question), f"{entry.model}:{entry.object_id}") for value, entry in scored]
