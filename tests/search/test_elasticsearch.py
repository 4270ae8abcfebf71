"""A real Elasticsearch: what is sent, in which order, and that it finds what the database finds."""

import itertools

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from search import sync
from search.engines.base import EngineUnavailable
from search.engines.database.engine import DatabaseEngine
from search.engines.elasticsearch import server, writing
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.server import IndexMissing
from search.lag import unsent
from search.models import SearchEntry
from search.queries import DATE, QueryParameters
from search.writing import remove_what_has_run_out
from tests.factories.every_kind import EVERYTHING, PAGES, RECORDS
from tests.search.test_injection import RUN, SYNTAX
from tests.support.search import ask_in_every_width

pytestmark = [pytest.mark.elasticsearch, pytest.mark.usefixtures("elasticsearch", "new_county")]


def found(text: str, **filters: str) -> list[str]:
    """Return the titles that a search finds, best first."""
    results = ElasticsearchEngine().search(QueryParameters(text, filters))
    titles = dict(SearchEntry.objects.values_list("pk", "title"))
    assert results.engine == "elasticsearch"
    return [titles[hit.entry_id] for hit in results.hits]


def titled(name: str, title: str):
    """Return a published page of a kind with a title."""
    page = PAGES[name]()
    page.title = title
    page.save_revision().publish()
    return page


def test_a_published_page_is_found_and_one_taken_off_is_not(index):
    page = titled("news_page", "山茶油丰收")
    assert sync.send_changes() > 0
    assert found("茶油") == ["山茶油丰收"]
    page.unpublish()
    sync.send_changes()
    assert found("茶油") == []
    assert not unsent().exists()


def test_what_has_run_out_is_not_shown_though_the_index_still_has_it(index):
    titled("news_page", "茶油节预告")
    sync.send_changes()
    assert found("茶油") == ["茶油节预告"]
    SearchEntry.objects.filter(title="茶油节预告").update(visible_until=timezone.now())
    assert found("茶油") == []
    remove_what_has_run_out()
    sync.send_changes()
    assert ElasticsearchEngine().search(QueryParameters("茶油")).total == 0


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_newest_state_wins_in_whatever_order_states_arrive(index, order):
    page = titled("news_page", "第一版茶油")
    states = [SearchEntry.objects.get(title="第一版茶油")]
    page.title = "第二版茶油"
    page.save_revision().publish()
    states.append(SearchEntry.objects.get(pk=states[0].pk))
    page.unpublish()
    states.append(SearchEntry.objects.get(pk=states[0].pk))
    for number in order:
        assert writing.send([states[number]]).confirmed == [states[0].pk]
    assert server.versions(0, None)[states[0].pk] == states[2].version
    assert found("茶油") == []


def test_sending_the_same_again_is_confirmed(index):
    titled("news_page", "茶油")
    entries = list(SearchEntry.objects.all())
    assert writing.send(entries).refused == {}
    assert len(writing.send(entries).confirmed) == len(entries)


def test_without_an_index_nothing_is_confirmed_and_none_appears_by_itself():
    titled("news_page", "茶油")
    before = unsent().count()
    with pytest.raises(IndexMissing):
        sync.send_changes()
    assert unsent().count() == before
    assert server.indexes() == []


def test_a_refused_entry_keeps_no_other_back(index, monkeypatch, caplog):
    first, second = titled("news_page", "第一篇茶油"), titled("news_page", "第二篇茶油")
    document = writing.document
    monkeypatch.setattr(writing, "document", lambda entry: document(entry) | ({"unknown": 1} if entry.title == first.title else {}))
    sync.send_changes()
    assert found("茶油") == [second.title]
    assert [entry.title for entry in unsent()] == [first.title]
    assert "400 strict_dynamic_mapping_exception" in caplog.text
    monkeypatch.undo()
    sync.send_changes()
    assert set(found("茶油")) == {first.title, second.title}


def test_a_change_while_sending_is_sent_again(index, monkeypatch):
    page = titled("news_page", "旧题茶油")
    send = writing.send

    def change_meanwhile(entries, *arguments):
        sent = send(entries, *arguments)
        if page.title == "旧题茶油":
            page.title = "新题茶油"
            page.save_revision().publish()
        return sent

    monkeypatch.setattr(writing, "send", change_meanwhile)
    sync.send_changes()
    sync.send_changes()
    assert found("茶油") == ["新题茶油"]


def test_filters_counts_order_and_pages_are_those_of_the_database(index):
    for make in [*EVERYTHING.values()] * 2:
        make()
    sync.send_changes()
    server.refresh()
    for parameters in (
        QueryParameters(),
        QueryParameters("篇"),
        QueryParameters("内容", sort=DATE),
        QueryParameters("内容", {"kind": "news"}),
        QueryParameters("摘要", {"kind": "news", "year": "2026"}),
        QueryParameters("摘要", page=2, page_size=5),
        QueryParameters("没有这样的东西xyz"),
    ):
        ours, theirs = ElasticsearchEngine().search(parameters), DatabaseEngine().search(parameters)
        assert (ours.total, ours.facets, ours.suggestion) == (theirs.total, theirs.facets, theirs.suggestion), parameters
        assert [hit.entry_id for hit in ours.hits] == [hit.entry_id for hit in theirs.hits], parameters


def test_entries_that_the_database_has_no_more_are_not_shown(index):
    record = RECORDS["enterprise"]()
    sync.send_changes()
    SearchEntry.objects.filter(title=str(record)).delete()
    assert str(record) not in found(str(record))


def test_an_unsupported_version_is_named(index, monkeypatch):
    version = server.require_supported()
    monkeypatch.setattr(server, "OLDEST", (99, 0))
    monkeypatch.setattr(server, "FIRST_UNKNOWN", (100, 0))
    with pytest.raises(server.UnsupportedVersion, match=rf"{version} is not supported: needs 99\.0"):
        server.require_supported()


def test_a_server_that_is_not_there_is_unavailable(settings):
    used = settings.ELASTICSEARCH
    settings.ELASTICSEARCH = {**used, "url": "http://127.0.0.1:9"}
    with pytest.raises(EngineUnavailable):
        ElasticsearchEngine().search(QueryParameters("茶油"))
    settings.ELASTICSEARCH = used


@pytest.mark.parametrize("typed", SYNTAX)
def test_syntax_is_text(index, typed):
    ask_in_every_width(ElasticsearchEngine(), typed)


@RUN
@given(typed=st.text(max_size=80))
def test_any_text_in_every_width(index, typed):
    ask_in_every_width(ElasticsearchEngine(), typed)
