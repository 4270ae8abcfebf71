"""A question as a search expression of the two databases.

Every token comes from the analysis and holds letters, digits and Chinese characters only, so nothing that was typed is syntax.
"""

from dataclasses import replace
from itertools import combinations

from search.understanding import INITIALS, SOUND, TEXT, Alternative, Group, Question

_TEXT_COLUMNS = "{title_grams keyword_grams body_grams}"
_CHARACTER_COLUMNS = "{title_grams keyword_grams body_words}"
_FTS_COLUMNS = {SOUND: "pinyin", INITIALS: "initials"}


def fts5(question: Question) -> str:
    """Return a question as an FTS5 expression, or nothing if it asks nothing."""
    return _combined(question, _fts5_alternative, " AND ", " OR ")


def fts5_in_titles(question: Question) -> str:
    """Return a question about titles alone as an FTS5 expression, or nothing if one of its groups can only be heard."""
    return _combined(_written(question), lambda alternative: _fts5("title_grams", alternative), " AND ", " OR ")


def _fts5_alternative(alternative: Alternative) -> str:
    columns = _FTS_COLUMNS.get(alternative.kind) or (_CHARACTER_COLUMNS if _is_character(alternative) else _TEXT_COLUMNS)
    return _fts5(columns, alternative)


def _fts5(columns: str, alternative: Alternative) -> str:
    return f'{columns} : "{alternative.phrase}"{" *" if alternative.prefix else ""}'


def _is_character(alternative: Alternative) -> bool:
    return alternative.kind == TEXT and len(alternative.text) == 1


def tsquery(question: Question) -> str:
    """Return a question as a PostgreSQL text search query, or nothing if it asks nothing."""
    return _combined(question, _tsquery_alternative, " & ", " | ")


def tsquery_in_titles(question: Question) -> str:
    """Return a question about titles alone as a PostgreSQL text search query, or nothing if one of its groups can only be heard."""
    return _combined(_written(question), lambda alternative: _tsquery("A", alternative), " & ", " | ")


def _tsquery_alternative(alternative: Alternative) -> str:
    return _tsquery("ABC" if alternative.kind == TEXT else "D", alternative)


def _tsquery(letters: str, alternative: Alternative) -> str:
    marked = [f"'{token}':{letters}" for token in alternative.tokens]
    if alternative.prefix:
        marked[-1] += "*"
    return f"({' <-> '.join(marked)})"


def _written(question: Question) -> Question:
    """Return a question without what is only heard; without any group if that leaves nothing of one."""
    asked = question.required or question.groups
    written = [tuple(other for other in group.alternatives if other.kind == TEXT) for group in asked]
    groups = [replace(group, alternatives=some) for group, some in zip(asked, written, strict=True)]
    return replace(question, groups=tuple(groups) if all(written) else ())


def _combined(question: Question, write, both: str, either: str) -> str:
    required = [_group(group, write, either) for group in question.required]
    if not required:
        return either.join(_group(group, write, either) for group in question.groups)
    if question.minimum < len(required):
        return either.join(f"({both.join(some)})" for some in combinations(required, question.minimum))
    return both.join(required)


def _group(group: Group, write, either: str) -> str:
    return f"({either.join(write(alternative) for alternative in group.alternatives if alternative.tokens)})"
