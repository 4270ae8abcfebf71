"""A question as a search expression of the two databases.

Every token comes from the analysis and holds letters, digits and Chinese characters only, so nothing that was typed is syntax.
"""

from itertools import combinations

from search.understanding import INITIALS, SOUND, TEXT, Alternative, Group, Question

_TEXT_COLUMNS = "{title_grams keyword_grams body_grams}"
_CHARACTER_COLUMNS = "{title_grams keyword_grams body_words}"
_FTS_COLUMNS = {SOUND: "pinyin", INITIALS: "initials"}


def _is_character(alternative: Alternative) -> bool:
    return alternative.kind == TEXT and len(alternative.text) == 1


def fts5(question: Question) -> str:
    """Return a question as an FTS5 expression, or nothing if it asks nothing."""
    return _combined(question, _fts5_alternative, " AND ", " OR ")


def _fts5_alternative(alternative: Alternative) -> str:
    columns = _FTS_COLUMNS.get(alternative.kind) or (_CHARACTER_COLUMNS if _is_character(alternative) else _TEXT_COLUMNS)
    return f'{columns} : "{" ".join(alternative.tokens)}"{" *" if alternative.prefix else ""}'


def tsquery(question: Question) -> str:
    """Return a question as a PostgreSQL text search query, or nothing if it asks nothing."""
    return _combined(question, _tsquery_alternative, " & ", " | ")


def _tsquery_alternative(alternative: Alternative) -> str:
    letters = "ABC" if alternative.kind == TEXT else "D"
    marked = [f"'{token}':{letters}" for token in alternative.tokens]
    if alternative.prefix:
        marked[-1] += "*"
    return f"({' <-> '.join(marked)})"


def _combined(question: Question, write, both: str, either: str) -> str:
    required = [_group(group, write, either) for group in question.required]
    if not required:
        return either.join(_group(group, write, either) for group in question.groups)
    if question.minimum < len(required):
        return either.join(f"({both.join(some)})" for some in combinations(required, question.minimum))
    return both.join(required)


def _group(group: Group, write, either: str) -> str:
    return f"({either.join(write(alternative) for alternative in group.alternatives if alternative.tokens)})"
