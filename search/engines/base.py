"""What every engine does, and the steps by which any of them widens a search that found nothing."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from search.queries import RELEVANCE, QueryParameters
from search.spelling import correction
from search.understanding import Question, Width, understand

# With fewer hits than this the next wider reading of the query is tried as well; a query of many words is seldom held by many entries.
FEW, FEW_OF_MANY_WORDS, MANY_WORDS = 1, 3, 3
# So few hits, or hits of another writing, none of them called what was asked, may be an accident: wider readings are tried as well.
FEW_POOR, POOR_SCORE = 3, 7.0
_OTHER_WRITINGS = (Width.SOUND, Width.NEAR)


class EngineUnavailable(Exception):
    """The engine cannot answer now; another one can."""


class RequestRefused(EngineUnavailable):
    """The engine is well and does not take this one request."""


@dataclass(frozen=True)
class Hit:
    """One result; ``highlight`` is safe HTML whose only element is ``mark``.

    ``thing`` is the model and key of what the entry stands for (``news.newspage:12``), where the engine knows them.
    """

    entry_id: int
    score: float
    highlight: str = ""
    thing: str = ""


@dataclass(frozen=True)
class Results:
    """One page of results.

    ``facets`` are ``{filter name: [(value, count)]}``, each counted as if its own filter were off. ``suggestion`` is the spelling that
    the hits belong to when nothing was found as typed, or nothing.
    """

    total: int = 0
    hits: list[Hit] = field(default_factory=list)
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    suggestion: str = ""
    engine: str = ""


def _best(results: Results) -> float:
    return max((hit.score for hit in results.hits), default=0.0)


def _is_poor(results: Results, read: Width) -> bool:
    return (results.total < FEW_POOR or read in _OTHER_WRITINGS) and _best(results) < POOR_SCORE


class Engine(ABC):
    """A place where entries are searched. Both engines read the same analysed fields and the same :class:`Question`, so they agree."""

    name = ""

    def search(self, parameters: QueryParameters) -> Results:
        """Return one page of results, read ever more widely while nothing is found.

        Raises:
            EngineUnavailable: the engine does not answer.
        """
        question = understand(parameters.text)
        results = judged = Results(engine=self.name)
        read = Width.TYPED
        words = [group for group in question.required if not group.text.isdigit()]
        enough = FEW_OF_MANY_WORDS if len(words) >= MANY_WORDS else FEW
        for width in Width:
            few, poor = judged.total < enough, _is_poor(judged, read)
            reading = question.read(width) if few or poor else None
            if reading is None:
                continue
            wider = self.run(parameters, reading)
            if not wider.total:
                continue
            first = self._first(parameters, reading, wider)
            if first.total > judged.total if few else _best(first) > _best(judged):
                suggestion = "" if poor else results.suggestion
                if poor and width in _OTHER_WRITINGS:
                    suggestion = correction(reading, first.hits[0].entry_id)
                results, judged, read = replace(wider, suggestion=suggestion), first, width
        return replace(results, engine=self.name)

    def _first(self, parameters: QueryParameters, reading: Question, results: Results) -> Results:
        """Return the first page of a reading, by which all its pages, orders and filters are judged: they must be read in one way."""
        first = replace(parameters, filters={}, sort=RELEVANCE, page=1, highlight=False)
        alike = first == replace(parameters, highlight=False)
        certain = results.total >= FEW_POOR and (reading.width == Width.TYPED or _best(results) >= POOR_SCORE)
        return results if alike or certain else self.run(first, reading)

    @abstractmethod
    def run(self, parameters: QueryParameters, question: Question) -> Results:
        """Return one page of the entries that hold every required group of a question; an empty question matches all."""

    @abstractmethod
    def suggest(self, text: str) -> list[str]:
        """Return at most five completions of what has been typed; nothing on any failure."""

    @abstractmethod
    def index(self, entries: Iterable) -> None:
        """Take in new or changed :class:`search.models.SearchEntry` rows; older versions than known are ignored."""

    @abstractmethod
    def delete(self, ids: Iterable[int]) -> None:
        """Forget entries."""
