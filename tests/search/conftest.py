"""An index of the real Elasticsearch for each test that asks for one."""

import itertools

import pytest

from tests.support import elasticsearch as support
from tests.support.search import clean_breaker, drop_indexes

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def elasticsearch_address(tmp_path_factory, worker_id):
    """Address of the Elasticsearch that all workers share."""
    folder = tmp_path_factory.getbasetemp()
    with support.shared_server(folder if worker_id == "master" else folder.parent) as address:
        yield address


@pytest.fixture
def elasticsearch(elasticsearch_address, worker_id, settings, monkeypatch):
    """The settings of a portal that uses Elasticsearch, with indexes of this test's own: names with ``_test_`` and nothing else.

    Answers may take longer than a visitor would wait: what is tested is what is found, on a machine that does other things too.
    """
    monkeypatch.setattr("search.engines.elasticsearch.engine.PATIENCE_SECONDS", 20.0)
    settings.ELASTICSEARCH = {"url": elasticsearch_address, "certificate": "", "index": f"portal_test_{worker_id}_{next(_numbers)}"}
    with clean_breaker():
        yield settings.ELASTICSEARCH
    drop_indexes()


@pytest.fixture
def index(elasticsearch, new_county):
    """An index with the entries of a new county; made anew by :func:`search.rebuilding.rebuild`."""
    from search.rebuilding import rebuild

    return rebuild()
