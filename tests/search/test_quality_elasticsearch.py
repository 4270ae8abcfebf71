"""How good results are with Elasticsearch, and that it and the database agree: judged queries, and every title finds itself."""

from pathlib import Path

import pytest

from search import evaluation
from search.engines.database.engine import DatabaseEngine
from search.engines.elasticsearch import engine
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.models import SearchEntry
from search.queries import QueryParameters, clean_text
from search.rebuilding import rebuild

pytestmark = pytest.mark.elasticsearch

GOLDEN = Path(__file__).with_name("golden.toml")
LEAST, LEAST_OVERLAP, TOP = 0.95, 0.8, 3


class PatientEngine(ElasticsearchEngine):
    """Gives every width of one search, however busy the machine of the tests is, the whole time."""

    def run(self, parameters, question):
        self._deadline = None
        return super().run(parameters, question)


@pytest.fixture
def filled(elasticsearch, demo_county, monkeypatch):
    """The demo county, all of it in Elasticsearch, and time for slow answers: judged is what is found, not when."""
    monkeypatch.setattr(engine, "PATIENCE_SECONDS", 20.0)
    rebuild()


def test_judged_queries_with_elasticsearch(filled):
    verdicts = evaluation.evaluate(PatientEngine(), evaluation.load(GOLDEN))
    assert evaluation.mean(verdicts) >= LEAST, evaluation.by_class(verdicts)


def test_both_engines_show_the_same_first(filled):
    queries = evaluation.load(GOLDEN)
    assert (
        evaluation.agreement(evaluation.evaluate(PatientEngine(), queries), evaluation.evaluate(DatabaseEngine(), queries)) >= LEAST_OVERLAP
    )


def test_every_title_finds_itself_with_elasticsearch(filled):
    lost = {}
    for entry in SearchEntry.objects.visible().only("title"):
        hits = PatientEngine().search(QueryParameters(clean_text(entry.title), page_size=TOP)).hits
        titles = list(SearchEntry.objects.filter(pk__in=[hit.entry_id for hit in hits]).values_list("title", flat=True))
        if entry.title not in titles:
            lost[entry.title] = titles
    assert lost == {}
