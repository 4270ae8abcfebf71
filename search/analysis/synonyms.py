"""Synonyms as staff keep them, ready in every process and right with the next query after a change."""

from portal.core.cache import shared


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
    return table().get(word, ())
