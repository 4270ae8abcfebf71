"""How good results are: judged queries, nDCG at ten, per class; how much two engines agree."""

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from math import log2
from pathlib import Path

from search.engines.base import Engine
from search.models import SearchEntry
from search.queries import QueryParameters, clean_text

DEPTH, TOP = 10, 3
BEST, GOOD = 3, 1


@dataclass(frozen=True)
class Judged:
    """A query and what people want from it: grades by title."""

    kind: str
    text: str
    grades: dict[str, int]


@dataclass(frozen=True)
class Verdict:
    """What an engine answered to a judged query."""

    judged: Judged
    titles: tuple[str, ...]
    ndcg: float


def load(path: Path) -> list[Judged]:
    """Return the judged queries of a TOML file: ``class``, ``text``, ``best`` and perhaps ``good`` titles.

    Raises:
        ValueError: a query that judges nothing.
    """
    rows = tomllib.loads(Path(path).read_text(encoding="utf-8"))["query"]
    found = [
        Judged(row["class"], row["text"], {**dict.fromkeys(row.get("good", ()), GOOD), **dict.fromkeys(row["best"], BEST)}) for row in rows
    ]
    empty = [judged.text for judged in found if not judged.grades]
    if empty:
        raise ValueError(f"queries without judged results: {empty}")
    return found


def ndcg(titles: tuple[str, ...], grades: dict[str, int]) -> float:
    """Return the normalised discounted cumulative gain of an answer."""
    ideal = _gain(sorted(grades.values(), reverse=True)[:DEPTH])
    found = dict(grades)
    # Two things of one title are one answer: the second says nothing new.
    return _gain([found.pop(title, 0) for title in titles[:DEPTH]]) / ideal


def _gain(grades: list[int]) -> float:
    return sum(((1 << grade) - 1) / log2(place + 2) for place, grade in enumerate(grades))


def evaluate(engine: Engine, queries: list[Judged]) -> list[Verdict]:
    """Return an engine's answers to judged queries."""
    return [_verdict(engine, judged) for judged in queries]


def _verdict(engine: Engine, judged: Judged) -> Verdict:
    hits = engine.search(QueryParameters(clean_text(judged.text), page_size=DEPTH)).hits
    names = SearchEntry.objects.in_bulk([hit.entry_id for hit in hits])
    titles = tuple(names[hit.entry_id].title for hit in hits if hit.entry_id in names)
    return Verdict(judged, titles, ndcg(titles, judged.grades))


def by_class(verdicts: list[Verdict]) -> dict[str, tuple[int, float]]:
    """Return the number of queries and the mean nDCG of each class."""
    found: dict[str, list[float]] = defaultdict(list)
    for verdict in verdicts:
        found[verdict.judged.kind].append(verdict.ndcg)
    return {kind: (len(values), sum(values) / len(values)) for kind, values in found.items()}


def mean(verdicts: list[Verdict]) -> float:
    """Return the mean nDCG of all queries."""
    return sum(verdict.ndcg for verdict in verdicts) / len(verdicts)


def agreement(one: list[Verdict], other: list[Verdict]) -> float:
    """Return the mean overlap of the first three results of two engines."""
    shares = []
    for first, second in zip(one, other, strict=True):
        left, right = set(first.titles[:TOP]), set(second.titles[:TOP])
        shares.append(len(left & right) / max(len(left), len(right), 1) if left or right else 1.0)
    return sum(shares) / len(shares)
