"""The parts of a request for Elasticsearch: each a small function of the parsed query, composed by ``builder``."""

from elasticsearch.dsl import A, Q
from elasticsearch.dsl.aggs import Agg
from elasticsearch.dsl.query import Query

from search.engines.paging import is_by_date
from search.queries import FILTERS, QueryParameters
from search.understanding import INITIALS, SOUND, TEXT, Alternative, Group, Question

# For the first choice of candidates, which search/ranking.py then orders: a title says more than a keyword, a keyword more than text.
_WEIGHTS = {"title_grams": 10, "keyword_grams": 5, "body_grams": 1, "body_words": 1, "pinyin": 2, "initials": 2}
_WRITTEN = ("title_grams", "keyword_grams", "body_grams")
_CHARACTER = ("title_grams", "keyword_grams", "body_words")
_SPOKEN = {SOUND: ("pinyin",), INITIALS: ("initials",)}
_NAMED = 100
# More values of one filter than a page can list.
MAX_VALUES = 100


def matching(question: Question) -> Query:
    """Return what chooses and scores the entries of a question: enough of its required groups, or any group when none is required."""
    if not question.groups:
        return Q("match_all")
    required = [_group(group) for group in question.required]
    optional = [_group(group) for group in question.groups if not group.required]
    # Of many that hold the words, the one that is called so must be among the candidates.
    named = Q("constant_score", filter=Q("terms", title=sorted({question.whole, question.typed})), boost=_NAMED)
    if not required:
        return Q("bool", should=[*optional, named], minimum_should_match=1)
    if question.allowed_to_miss:
        required = [Q("bool", should=required, minimum_should_match=question.minimum)]
    return Q("bool", must=required, should=[*optional, named])


def _group(group: Group) -> Query:
    alternatives = [_alternative(alternative) for alternative in group.alternatives if alternative.tokens]
    return Q("dis_max", queries=alternatives, boost=group.weight)


def _alternative(alternative: Alternative) -> Query:
    fields = _SPOKEN.get(alternative.kind) or (_CHARACTER if _is_character(alternative) else _WRITTEN)
    return Q(
        "multi_match",
        query=" ".join(alternative.tokens),
        type="phrase_prefix" if alternative.prefix else "phrase",
        fields=[f"{name}^{_WEIGHTS[name]}" for name in fields],
        boost=alternative.weight,
    )


def _is_character(alternative: Alternative) -> bool:
    return alternative.kind == TEXT and len(alternative.text) == 1


def visible() -> Query:
    """Return what leaves out the places of removed entries."""
    return Q("term", live=True)


def filtering(filters: dict[str, str], without: str = "") -> Query | None:
    """Return what holds for every chosen filter but ``without``, or None."""
    terms = [Q("term", **{name: value}) for name, value in filters.items() if name != without]
    return Q("bool", filter=terms) if terms else None


def counting(filters: dict[str, str]) -> dict[str, Agg]:
    """Return the counts of every filter's values, each as if its own filter were off."""
    return {name: _counted(name, filtering(filters, without=name)) for name in FILTERS}


def _counted(name: str, others: Query | None) -> Agg:
    values = A("terms", field=name, size=MAX_VALUES)
    return A("filter", filter=others, aggs={"values": values}) if others else values


def ordering(parameters: QueryParameters, question: Question) -> list:
    """Return the order: the best first, or the newest; entries without a date last."""
    if is_by_date(parameters, question):
        return [{"dated_at": {"order": "desc", "missing": "_last"}}, {"entry": "asc"}]
    return ["_score", {"entry": "asc"}]
