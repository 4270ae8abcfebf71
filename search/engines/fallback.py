"""Elasticsearch where it can answer, the database where it cannot: the visitor sees the same page."""

import logging
from collections.abc import Iterable

from search.engines.base import Engine, EngineUnavailable, RequestRefused, Results
from search.engines.breaker import Breaker
from search.engines.database.engine import DatabaseEngine
from search.queries import QueryParameters

logger = logging.getLogger("portal.search")

# One a process: what one visitor has waited for in vain, the next need not.
breaker = Breaker()


class FallbackEngine(Engine):
    """Asks Elasticsearch unless it has just failed; then, and after a failure, the database answers in the same second."""

    name = "elasticsearch"

    def __init__(self):
        from search.engines.elasticsearch.engine import ElasticsearchEngine

        self.server, self.database = ElasticsearchEngine(), DatabaseEngine()

    def search(self, parameters: QueryParameters) -> Results:
        if breaker.lets_pass():
            try:
                results = self.server.search(parameters)
            except RequestRefused as error:
                # A fault of this one question; the server is well.
                breaker.succeeded()
                logger.error("Elasticsearch refused a search: %s", error)
            except EngineUnavailable as error:
                breaker.failed()
                logger.warning("Elasticsearch did not answer (%s); the database does", error)
            else:
                breaker.succeeded()
                return results
        return self.database.search(parameters)

    def run(self, parameters: QueryParameters, question) -> Results:
        return self.server.run(parameters, question)

    def suggest(self, text: str) -> list[str]:
        return self.database.suggest(text)

    def index(self, entries: Iterable) -> None:
        self.server.index(entries)

    def delete(self, ids: Iterable[int]) -> None:
        self.server.delete(ids)
