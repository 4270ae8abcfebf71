"""How good results are on the demo county: judged queries, and every title finds itself."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from search import evaluation
from search.engines.database.engine import DatabaseEngine
from search.models import SearchEntry
from search.queries import DATE, QueryParameters
from search.reconciling import reconcile_entries
from tests.support.search import lost_titles

GOLDEN = Path(__file__).with_name("golden.toml")
LEAST = 0.90
CLASSES = {
    *("words", "character", "traditional", "width", "pinyin", "initials", "mixed", "homophone", "letter", "synonym", "number"),
    *("town", "noise", "question", "kind"),
}


def test_judged_queries_are_many_and_of_every_class():
    queries = evaluation.load(GOLDEN)
    assert len(queries) >= 150
    assert {query.kind for query in queries} == CLASSES
    assert len({query.text for query in queries}) == len(queries)


def test_the_judged_titles_exist(demo_county):
    titles = set(SearchEntry.objects.visible().values_list("title", flat=True))
    assert {title for query in evaluation.load(GOLDEN) for title in query.grades} - titles == set()


def test_judged_queries_with_the_database_engine(demo_county):
    verdicts = evaluation.evaluate(DatabaseEngine(), evaluation.load(GOLDEN))
    low = {kind: round(value, 3) for kind, (_number, value) in evaluation.by_class(verdicts).items() if value < LEAST - 0.1}
    assert evaluation.mean(verdicts) >= LEAST
    assert low == {}


def test_choosing_among_titles_alone_where_many_match_is_as_good(demo_county, monkeypatch):
    monkeypatch.setattr("search.engines.database.engine._MANY", 0)
    assert evaluation.mean(evaluation.evaluate(DatabaseEngine(), evaluation.load(GOLDEN))) >= LEAST


def test_every_title_finds_itself(demo_county):
    assert lost_titles(DatabaseEngine) == {}


@pytest.mark.parametrize("text", ["茶油", "土珠肉", "入住中心", "报名学习", "fenmi", "黄金片", "电商陪训", "网上卖农产品要办营业执照吗"])
def test_pages_orders_and_filters_of_a_search_are_read_in_one_way(demo_county, text):
    search = DatabaseEngine().search
    whole = search(QueryParameters(text))
    assert search(QueryParameters(text, page=2)).total == whole.total
    assert search(QueryParameters(text, sort=DATE)).total == whole.total
    promised = {(name, value): number for name, counts in whole.facets.items() for value, number in counts}
    assert {(name, value): search(QueryParameters(text, {name: value})).total for name, value in promised} == promised


def test_the_command_prints_classes_the_whole_and_the_worst(demo_county):
    said = StringIO()
    call_command("search_evaluate", str(GOLDEN), worst=2, at_least=LEAST, stdout=said)
    lines = said.getvalue().splitlines()
    assert {line.split()[0] for line in lines[: len(CLASSES)]} == CLASSES
    assert lines[len(CLASSES)].split()[:2] == ["database", str(len(evaluation.load(GOLDEN)))]
    assert len(lines) == len(CLASSES) + 3


@pytest.mark.parametrize(("options", "reason"), [({"engine": "别的"}, "没有引擎 别的"), ({"at_least": 1.01}, "nDCG@10")])
def test_the_command_fails_with_a_reason(demo_county, options, reason):
    with pytest.raises(CommandError, match=reason):
        call_command("search_evaluate", str(GOLDEN), stdout=StringIO(), **options)


def test_what_was_just_loaded_needs_no_repair(demo_county):
    report = reconcile_entries()
    assert report.compared > 300
    assert report.repaired == 0


def test_ndcg():
    grades = {"a": 3, "b": 1}
    assert evaluation.ndcg(("a", "b", "c"), grades) == 1
    assert evaluation.ndcg(("c",), grades) == 0
    assert 0 < evaluation.ndcg(("b", "a"), grades) < 1
    assert evaluation.ndcg(("a", "a", "b"), grades) < 1
