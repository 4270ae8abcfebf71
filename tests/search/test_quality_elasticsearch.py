"""How good results are with Elasticsearch, and that it and the database agree: judged queries, and every title finds itself."""

from pathlib import Path

import pytest

from search import evaluation
from search.engines.database.engine import DatabaseEngine
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.models import SearchEntry
from search.queries import QueryParameters, clean_text
from search.rebuilding import rebuild

pytestmark = pytest.mark.elasticsearch

GOLDEN = Path(__file__).with_name("golden.toml")
LEAST, LEAST_OVERLAP, TOP = 0.95, 0.8, 3


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


def test_every_title_finds_itself_with_elasticsearch(filled):
    lost = {}
    for entry in SearchEntry.objects.visible().only("title"):
        hits = ElasticsearchEngine().search(QueryParameters(clean_text(entry.title), page_size=TOP)).hits
        titles = list(SearchEntry.objects.filter(pk__in=[hit.entry_id for hit in hits]).values_list("title", flat=True))
        if entry.title not in titles:
            lost[entry.title] = titles
    assert lost == {}
