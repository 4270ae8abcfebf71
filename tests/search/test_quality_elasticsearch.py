"""How good results are with Elasticsearch, and that it and the database agree: judged queries, and every title finds itself."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from search import evaluation
from search.engines.database.engine import DatabaseEngine
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.rebuilding import rebuild
from tests.support.search import lost_titles

pytestmark = pytest.mark.elasticsearch

GOLDEN = Path(__file__).with_name("golden.toml")
LEAST, LEAST_OVERLAP = 0.95, 0.8


@pytest.fixture
def filled(elasticsearch, demo_county):
    """The demo county, all of it in Elasticsearch."""
    rebuild()


def test_judged_queries_with_elasticsearch(filled):
    verdicts = evaluation.evaluate(ElasticsearchEngine(), evaluation.load(GOLDEN))
    assert evaluation.mean(verdicts) >= LEAST, evaluation.by_class(verdicts)


def test_both_engines_show_the_same_first(filled):
    queries = evaluation.load(GOLDEN)
    assert (
        evaluation.agreement(evaluation.evaluate(ElasticsearchEngine(), queries), evaluation.evaluate(DatabaseEngine(), queries))
        >= LEAST_OVERLAP
    )


def test_the_command_compares_both_engines(filled):
    said = StringIO()
    call_command("search_evaluate", str(GOLDEN), worst=0, stdout=said)
    *_tables, last = said.getvalue().splitlines()
    assert last.startswith("前三名一致")
    assert float(last.split()[1]) >= LEAST_OVERLAP


def test_every_title_finds_itself_with_elasticsearch(filled):
    assert lost_titles(ElasticsearchEngine) == {}
