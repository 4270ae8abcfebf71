"""Searching with Elasticsearch: it chooses and counts, the portal's own ranking puts the best in order."""

import time
from collections.abc import Iterable

from search.analysis import terms
from search.engines.base import Engine, EngineUnavailable, Results
from search.engines.elasticsearch import writing
from search.engines.elasticsearch.builder import build
from search.engines.elasticsearch.server import alias, client, failures
from search.engines.paging import entries_of, hits_of_page
from search.models import SearchEntry
from search.queries import FILTERS, QueryParameters
from search.understanding import Question

# A visitor waits no longer than this before the database answers instead; the page must still come in the same second.
PATIENCE_SECONDS = 0.8
_SHORTEST_REQUEST = 0.05
# The request itself puts what is called so first.
_CANDIDATES = 60
_WANTED = "timed_out,_shards.failed,hits.total.value,hits.hits._id,aggregations"


class ElasticsearchEngine(Engine):
    """All requests of one search together take no longer than ``PATIENCE_SECONDS``. An engine is for one thread."""

    name = "elasticsearch"

    def __init__(self):
        self._deadline: float | None = None

    def search(self, parameters: QueryParameters) -> Results:
        self._deadline = None
        return super().search(parameters)

    def run(self, parameters: QueryParameters, question: Question) -> Results:
        if question.text and not question.groups:
            return Results(engine=self.name)
        answer: dict = {}

        def entries(first: int, size: int) -> list:
            answer.update(self._ask(parameters, question, first, size))
            return entries_of(int(hit["_id"]) for hit in answer["hits"].get("hits", ()))

        hits = hits_of_page(parameters, question, entries, _CANDIDATES)
        facets = _facets(answer) if parameters.highlight else {}
        return Results(total=answer["hits"]["total"]["value"], hits=hits, facets=facets, engine=self.name)

    def suggest(self, text: str) -> list[str]:
        return terms.completions(text)

    def index(self, entries: Iterable[SearchEntry]) -> None:
        writing.send(list(entries))

    def delete(self, ids: Iterable[int]) -> None:
        writing.forget(list(ids))

    def _ask(self, parameters: QueryParameters, question: Question, first: int, size: int) -> dict:
        """Return the server's answer.

        Raises:
            EngineUnavailable: no answer in time, or only a part of one.
        """
        self._deadline = self._deadline or time.monotonic() + PATIENCE_SECONDS
        left = self._deadline - time.monotonic()
        if left < _SHORTEST_REQUEST:
            raise EngineUnavailable("late")
        body = build(parameters, question, first, size).to_dict()
        with failures():
            answer = client(left).search(index=alias(), **arguments(body), timeout=f"{int(left * 1000)}ms", filter_path=_WANTED).body
        if answer["timed_out"] or answer["_shards"]["failed"]:
            raise EngineUnavailable("answered in part")
        return answer


def arguments(body: dict) -> dict:
    """Return a body as the client's arguments, whose one name that is Python's own has another form."""
    return {"from_" if name == "from" else name: value for name, value in body.items()}


def _facets(answer: dict) -> dict[str, list[tuple[str, int]]]:
    counts = answer.get("aggregations", {})
    return {name: _counted(counts.get(name, {})) for name in FILTERS}


def _counted(count: dict) -> list[tuple[str, int]]:
    buckets = count.get("buckets") or count.get("values", {}).get("buckets", ())
    return [(bucket["key"], bucket["doc_count"]) for bucket in buckets]
