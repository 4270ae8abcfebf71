"""What can go wrong with a real Elasticsearch: the visitor is answered in the same second, nothing is lost, it comes back by itself."""

import contextlib
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from search import services, sync
from search.engines import fallback
from search.engines.base import EngineUnavailable
from search.engines.breaker import FIRST_PAUSE
from search.engines.elasticsearch import server, writing
from search.health import search as health
from search.lag import unsent
from search.models import SearchEntry
from search.projection import Projection
from search.queries import QueryParameters
from search.rebuilding import rebuild
from tests.factories.every_kind import PAGES
from tests.support import elasticsearch as support
from tests.support.search import clean_breaker, drop_indexes
from tests.support.servers import free_port, open_folder

pytestmark = [pytest.mark.elasticsearch, pytest.mark.usefixtures("new_county")]

# The portal gives the server 0.8 s; what is above that is the database's answer on a busy machine.
SAME_SECOND = 1.2


@pytest.fixture(scope="module")
def folder():
    with open_folder("portal-elasticsearch-") as made:
        yield made


@pytest.fixture(scope="module")
def port():
    return free_port()


@pytest.fixture(scope="module")
def running(folder, port):
    """A server whose queue for writing is short; a test may stop it as long as it lets it go on."""
    with support.server(folder, port, thread_pool__write__queue_size="1", thread_pool__write__size="1") as started:
        yield started


@pytest.fixture
def fault(running, settings, monkeypatch):
    """The server with an index of everything, watched by a breaker without memory; undone afterwards."""
    settings.ELASTICSEARCH = {"url": running.address, "certificate": "", "index": "portal_test_faults"}
    PAGES["news_page"]()
    with clean_breaker():
        rebuild()
        sync.send_changes()
        # A server that has just started may be slow with its first answers.
        back_by_itself()
        monkeypatch.setattr(server, "WRITING_SECONDS", 2.0)
        yield running
    with contextlib.suppress(EngineUnavailable):
        drop_indexes()


def asked() -> str:
    """Return which engine answers a search that finds everything."""
    results = services.search(QueryParameters("篇"))
    assert results.total == SearchEntry.objects.visible().filter(kind="news").count()
    return results.engine


def first_answer() -> tuple[str, float]:
    """Return which engine answers the first visitor after a fault, and after how long; at best of three, for a busy machine."""
    answers = []
    while not answers or (len(answers) < 3 and answers[-1][1] >= SAME_SECOND):
        fallback.breaker.succeeded()
        answers.append(timed())
    return min(answers, key=lambda answer: answer[1])


def timed() -> tuple[str, float]:
    """Return which engine answers, and after how long."""
    started = time.monotonic()
    return asked(), time.monotonic() - started


def nothing_is_lost(sender: sync.Sender) -> None:
    """Wait until the sender has sent everything, with the pauses that it makes itself."""
    deadline = time.monotonic() + 120
    while unsent().exists() and time.monotonic() < deadline:
        sender.step()
        time.sleep(0.1)
    server.refresh()
    assert server.versions(0, None) == dict(SearchEntry.objects.values_list("pk", "version"))


def back_by_itself() -> None:
    """Wait until visitors are answered by Elasticsearch again."""
    deadline = time.monotonic() + 120
    while asked() != "elasticsearch":
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_a_stopped_server_costs_one_visitor_less_than_a_second(fault):
    fault.send(signal.SIGSTOP)
    engine, seconds = first_answer()
    assert engine == "database"
    assert seconds < SAME_SECOND
    # The breaker lets one in every few seconds try; the others are answered at once.
    engine, seconds = min((timed() for _visitor in range(3)), key=lambda answer: answer[1])
    assert engine == "database"
    assert seconds < SAME_SECOND / 3
    assert health().state == "degraded"
    fault.send(signal.SIGCONT)
    time.sleep(FIRST_PAUSE)
    back_by_itself()


def test_stopped_in_the_middle_of_sending(fault):
    PAGES["news_page"]()
    sender = sync.Sender()
    fault.send(signal.SIGSTOP)
    sender.step()
    assert unsent().exists()
    assert Projection.current().failing_since
    fault.send(signal.SIGCONT)
    nothing_is_lost(sender)
    assert Projection.current().failing_since is None


def test_a_read_only_index_answers_and_takes_everything_later(fault):
    index = server.current_index()
    fault.ask("PUT", f"/{index}/_settings", {"index.blocks.read_only_allow_delete": True})
    PAGES["news_page"]()
    sender = sync.Sender()
    sender.step()
    assert unsent().exists()
    assert "cluster_block_exception" in Projection.current().error
    assert services.search(QueryParameters("篇")).engine == "elasticsearch"
    fault.ask("PUT", f"/{index}/_settings", {"index.blocks.read_only_allow_delete": None})
    nothing_is_lost(sender)


def test_a_closed_index(fault):
    index = server.current_index()
    fault.ask("POST", f"/{index}/_close")
    engine, seconds = first_answer()
    assert engine == "database"
    assert seconds < SAME_SECOND
    PAGES["news_page"]()
    sender = sync.Sender()
    sender.step()
    assert unsent().exists()
    fault.ask("POST", f"/{index}/_open?wait_for_active_shards=1")
    nothing_is_lost(sender)
    back_by_itself()


def test_a_missing_alias_is_made_anew(fault):
    fault.ask("DELETE", f"/{server.current_index()}/_alias/{server.alias()}")
    assert asked() == "database"
    assert health().detail.startswith("elasticsearch: 404")
    sender = sync.Sender()
    sender.step()
    nothing_is_lost(sender)
    time.sleep(FIRST_PAUSE)
    back_by_itself()
    assert health().state == "ok"


def test_an_index_without_its_shard(fault):
    used = server.current_index()
    fault.ask(
        "PUT",
        "/portal_test_faults-entries-red?wait_for_active_shards=0",
        {"settings": {"index.routing.allocation.require._name": "nobody", "number_of_replicas": 0}},
    )
    swap = [
        {"remove": {"index": used, "alias": server.alias()}},
        {"add": {"index": "portal_test_faults-entries-red", "alias": server.alias()}},
    ]
    fault.ask("POST", "/_aliases", {"actions": swap})
    engine, seconds = first_answer()
    assert engine == "database"
    assert seconds < SAME_SECOND


def test_a_full_queue_refuses_some_and_gets_all(fault):
    for _number in range(40):
        PAGES["news_page"]()
    entries = list(unsent())

    def push(_number: int) -> None:
        with contextlib.suppress(EngineUnavailable):
            writing.send(entries * 20, server.current_index())

    sender = sync.Sender()
    with ThreadPoolExecutor(12) as threads:
        pushing = [threads.submit(push, number) for number in range(24)]
        for _attempt in range(5):
            sender.step()
        for future in pushing:
            future.result()
    nothing_is_lost(sender)


def test_killed_and_started_again(fault, folder, port):
    """Last in this module: the server of the others is gone afterwards."""
    fault.send(signal.SIGKILL)
    engine, seconds = first_answer()
    assert engine == "database"
    assert seconds < SAME_SECOND
    PAGES["news_page"]()
    sender = sync.Sender()
    sender.step()
    assert unsent().exists()
    assert fallback.breaker.is_open()
    with support.server(folder, port):
        nothing_is_lost(sender)
        back_by_itself()
        drop_indexes()
