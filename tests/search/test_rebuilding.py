"""The index made anew, the one before kept, and everything compared with everything."""

import io

import pytest
from django.core.management import CommandError, call_command

from search import rebuilding, sync
from search.engines.elasticsearch import server, writing
from search.lag import unsent
from search.models import SearchEntry
from search.projection import Projection
from search.rebuilding import Incomplete, RebuildRunning, go_back, rebuild
from search.reconciling import reconcile_index
from tests.factories.every_kind import PAGES

pytestmark = [pytest.mark.elasticsearch, pytest.mark.usefixtures("elasticsearch", "new_county")]


def run(command: str, *arguments: str) -> str:
    """Run a command and return what it said."""
    said = io.StringIO()
    call_command(command, *arguments, stdout=said)
    return said.getvalue()


def test_a_rebuild_sends_all_entries_says_how_far_it_is_and_keeps_one_index_before():
    steps = []
    first = rebuild(lambda done, total: steps.append((done, total)))
    assert first.previous == ""
    assert steps[-1] == (first.entries, first.entries)
    assert first.entries == SearchEntry.objects.visible().count() == len(server.versions(0, None))
    second = rebuild()
    third = rebuild()
    assert third.previous == second.index
    assert server.indexes() == [second.index, third.index]
    assert server.current_index() == third.index
    assert server.client().indices.get_settings(index=third.index)[third.index]["settings"]["index"]["refresh_interval"] == "1s"


def test_what_changed_during_a_rebuild_is_sent_once_more(monkeypatch):
    page = PAGES["news_page"]()
    fill = rebuilding._fill

    def change_after(name, progress):
        sent = fill(name, progress)
        page.title = "重建时改的题目"
        page.save_revision().publish()
        return sent

    monkeypatch.setattr(rebuilding, "_fill", change_after)
    rebuild()
    sync.send_changes()
    entry = SearchEntry.objects.get(title="重建时改的题目")
    assert server.versions(0, None)[entry.pk] == entry.version
    assert not unsent().exists()


def test_an_incomplete_index_is_dropped_and_the_one_in_use_stays(monkeypatch):
    used = rebuild().index
    send = writing.send
    monkeypatch.setattr(writing, "send", lambda entries, index: send(entries[1:], index))
    with pytest.raises(Incomplete):
        rebuild()
    assert server.indexes() == [used]
    assert server.current_index() == used
    assert Projection.current().rebuild_beat_at is None


def test_one_rebuild_at_a_time():
    assert Projection.begin_rebuild()
    with pytest.raises(RebuildRunning):
        rebuild()
    Projection.end_rebuild()
    assert rebuild().entries


def test_going_back_uses_the_index_before_and_sends_what_it_lacks():
    first = rebuild()
    page = PAGES["news_page"]()
    second = rebuild()
    assert go_back().index == first.index
    sync.send_changes()
    entry = SearchEntry.objects.get(title=page.title)
    assert server.versions(0, None)[entry.pk] == entry.version
    assert "现在使用" in run("search_rebuild", "--rollback")
    assert server.current_index() == second.index


def test_an_index_of_an_older_shape_is_replaced_and_kept(monkeypatch):
    from search.engines.elasticsearch import server as module

    monkeypatch.setattr(module, "MAPPING_VERSION", 0)
    old = rebuild()
    monkeypatch.undo()
    sender = sync.Sender()
    sender.step()
    assert server.current_index() != old.index
    assert server.indexes()[0] == old.index
    assert Projection.current().error == ""


def test_reconciling_repairs_the_index():
    for _number in range(3):
        PAGES["news_page"]()
    rebuild()
    sync.send_changes()
    missing, behind, ahead = SearchEntry.objects.filter(kind="news")
    writing.forget([missing.pk])
    SearchEntry.objects.filter(pk=behind.pk).update(version=behind.version + 5)
    SearchEntry.objects.filter(pk=ahead.pk).update(version=ahead.version - 5)
    gone = SearchEntry.objects.filter(kind="section").first()
    gone.delete()
    report = reconcile_index()
    assert (report.missing, report.outdated, report.superfluous) == (1, 2, 1)
    assert server.versions(0, None) == dict(SearchEntry.objects.values_list("pk", "version"))
    assert reconcile_index().repaired == 0


def test_the_command_reconciles_entries_with_pages_too():
    page = PAGES["news_page"]()
    rebuild()
    SearchEntry.objects.filter(title=page.title).update(title="走样", digest="")
    said = run("search_reconcile")
    assert SearchEntry.objects.filter(title=page.title).exists()
    assert "内容与条目：核对" in said
    assert "条目与 Elasticsearch：核对" in said


def test_commands_say_when_the_server_is_away(settings):
    address = settings.ELASTICSEARCH
    settings.ELASTICSEARCH = {**address, "url": "http://127.0.0.1:9"}
    for command in ("search_rebuild", "search_reconcile"):
        with pytest.raises(CommandError):
            run(command)
    settings.ELASTICSEARCH = address


def test_without_elasticsearch_the_commands_serve_the_database(settings):
    address = settings.ELASTICSEARCH
    settings.ELASTICSEARCH = {**address, "url": ""}
    assert "已重建" in run("search_rebuild")
    assert "内容与条目" in run("search_reconcile")
    assert "无需同步" in run("search_sync", "--once")
    with pytest.raises(CommandError):
        run("search_rebuild", "--rollback")
    settings.ELASTICSEARCH = address
