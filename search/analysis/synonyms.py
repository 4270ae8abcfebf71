"""Synonyms as staff keep them, ready in every process and right with the next query after a change."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from portal.core.cache import shared

# Words that somebody tries out as synonyms, for the length of one block.
_tried: ContextVar[tuple[str, ...]] = ContextVar("tried_synonyms", default=())


def table() -> dict[str, tuple[str, ...]]:
    """Return the other words for each word."""
    return shared("search:synonyms", lambda: _build(_groups()))


def _groups() -> list[tuple[list[str], bool]]:
    from search.models import Synonym

    return [(synonym.terms(), synonym.one_way) for synonym in Synonym.objects.all()]


def _build(groups: list[tuple[list[str], bool]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for terms, one_way in groups:
        for term in terms[:1] if one_way else terms:
            found.setdefault(term, []).extend(other for other in terms if other != term)
    return {term: tuple(dict.fromkeys(others)) for term, others in found.items()}


def alternatives_of(word: str) -> tuple[str, ...]:
    """Return the synonyms of a normalised word."""
    kept, trial = table().get(word, ()), _tried.get()
    return tuple(dict.fromkeys([*kept, *(other for other in trial if other != word)])) if word in trial else kept


def tried() -> tuple[str, ...]:
    """Return the words that are being tried out."""
    return _tried.get()


@contextmanager
def trying(words: list[str]) -> Iterator[None]:
    """Take normalised words as synonyms of one another inside the block, in this thread only."""
    token = _tried.set(tuple(words))
    try:
        yield
    finally:
        _tried.reset(token)
