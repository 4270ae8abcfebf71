"""Searching as the rest of the portal asks for it: the engine that can answer, staff's pinned results, the log of queries."""

from dataclasses import replace

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from portal.core import clock
from search.documents.base import sources
from search.engines.base import Engine, Hit, Results
from search.engines.database.engine import DatabaseEngine
from search.models import PinnedResult, SearchEntry
from search.queries import RELEVANCE, QueryParameters, clean_text

# Rows of a section's own list that a search in it can have.
MOST_OF_LIST = 1000


def engines() -> dict[str, type[Engine]]:
    """Return the engines of this installation by name."""
    found: dict[str, type[Engine]] = {DatabaseEngine.name: DatabaseEngine}
    if settings.ELASTICSEARCH["url"]:
        from search.engines.elasticsearch.engine import ElasticsearchEngine

        found[ElasticsearchEngine.name] = ElasticsearchEngine
    return found


def engine() -> Engine:
    """Return the engine that answers now; what it finds may run out today."""
    clock.ends_today()
    if settings.ELASTICSEARCH["url"]:
        from search.engines.fallback import FallbackEngine

        return FallbackEngine()
    return DatabaseEngine()


def search(parameters: QueryParameters) -> Results:
    """Return one page of results with pinned ones first."""
    results = engine().search(parameters)
    return _with_pins(results, parameters)


def suggest(text: str) -> list[str]:
    """Return completions of what has been typed."""
    return engine().suggest(text)


def keys_of(model: type[Model], text: str) -> list | None:
    """Return the keys of the things of a model that fit a text, the best first; ``None`` for models that are not findable.

    A model that registers no documents itself stands for the registered ones derived from it. Without a text only the question whether
    the model can be searched is answered.
    """
    labels = {source.model._meta.label_lower: source.kind for source in sources() if issubclass(source.model, model)}
    if not labels:
        return None
    if not clean_text(text):
        return []
    found: list[str] = []
    for kind in dict.fromkeys(labels.values()):
        parameters = QueryParameters(clean_text(text), {"kind": kind}, page_size=MOST_OF_LIST, highlight=False)
        found += _things(engine().search(parameters).hits)
    parts = (thing.partition(":") for thing in found)
    return [model._meta.pk.to_python(object_id) for label, _colon, object_id in parts if label in labels]


def _things(hits: list[Hit]) -> list[str]:
    """Return the models and keys of hits, asking the table where the engine did not say."""
    unknown = [hit.entry_id for hit in hits if not hit.thing]
    rows = SearchEntry.objects.filter(pk__in=unknown).values_list("pk", "model", "object_id") if unknown else ()
    asked = {key: f"{label}:{object_id}" for key, label, object_id in rows}
    return [hit.thing or asked[hit.entry_id] for hit in hits if hit.thing or hit.entry_id in asked]


def pinned_entries(text: str) -> list[int]:
    """Return the entries that staff put first for a query, today."""
    shown = SearchEntry.objects.visible()
    rows = PinnedResult.objects.filter(query=text, expires_on__gte=timezone.localdate(), entry__in=shown)
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
