"""When Elasticsearch does not answer, the database does, and the next visitors do not wait."""

import pytest

from search import services
from search.engines import fallback
from search.engines.breaker import FIRST_PAUSE, LONGEST_PAUSE, Breaker
from search.queries import QueryParameters
from tests.factories.every_kind import PAGES
from tests.support.search import clean_breaker


class Clock:
    """A clock that a test sets."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_everybody_asks_while_all_is_well(clock):
    breaker = Breaker(clock)
    assert breaker.lets_pass()
    breaker.succeeded()
    assert breaker.lets_pass()


def test_after_a_failure_nobody_asks_for_a_while_then_one(clock):
    breaker = Breaker(clock)
    breaker.failed()
    assert not breaker.lets_pass()
    clock.now += FIRST_PAUSE
    assert [breaker.lets_pass() for _request in range(3)] == [True, False, False]
    breaker.succeeded()
    assert breaker.lets_pass()


def test_the_pause_doubles_up_to_a_limit(clock):
    breaker = Breaker(clock)
    for _failure in range(20):
        breaker.failed()
    clock.now += LONGEST_PAUSE - 1
    assert not breaker.lets_pass()
    clock.now += 1
    assert breaker.lets_pass()


@pytest.mark.usefixtures("new_county")
def test_the_database_answers_and_the_breaker_opens(settings):
    settings.ELASTICSEARCH = {"url": "http://127.0.0.1:9", "certificate": "", "index": "portal_test_nobody"}
    page = PAGES["news_page"]()
    with clean_breaker():
        results = services.search(QueryParameters(page.title))
        assert results.engine == "database"
        assert results.total
        assert not fallback.breaker.lets_pass()
        assert services.search(QueryParameters(page.title)).hits == results.hits


def test_completions_need_no_server(db, settings):
    settings.ELASTICSEARCH = {"url": "http://127.0.0.1:9", "certificate": "", "index": "portal_test_nobody"}
    assert services.suggest("茶") == []
