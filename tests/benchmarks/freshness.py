"""From the click on “publish” or “take down” to what a visitor finds: a running portal with its sender, and a real Elasticsearch.

The clock starts before the page is saved and stops when a search with Elasticsearch shows, or shows no more, what has changed. The
yardstick is one document sent by the plain client, findable when the call returns, and found by a search.
"""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.stage import Stage
from tests.support import elasticsearch, servers

TITLE = "Freshness (goal: publish or take-down to search at most 1 s on an idle machine)"
INDEX = "portal_test_freshness"
TIMES = 20
# The eye does not see a shorter wait, and asking more often would slow down what is measured.
_PAUSE_SECONDS = 0.01
_LONGEST_SECONDS = 30.0


def measure(stage: Stage) -> list[tuple[str, ...]]:
    """Return the table: publishing, taking down, and the yardstick."""
    if elasticsearch.installed() is None:
        return [("freshness",), (f"left out: {elasticsearch.ADVICE}",)]
    with elasticsearch.private_server(heap="512m") as server:
        _set_up(stage.data_dir, server.address)
        with servers.portal(stage.data_dir, ELASTICSEARCH_URL=server.address, ELASTICSEARCH_INDEX=INDEX):
            return list(_rows())


def _set_up(folder: Path, address: str) -> None:
    import django
    from django.core.management import call_command

    os.environ.update(DJANGO_SETTINGS_MODULE="portal.settings.demo", DATA_DIR=str(folder))
    os.environ.update(ELASTICSEARCH_URL=address, ELASTICSEARCH_INDEX=INDEX)
    django.setup()
    call_command("search_rebuild")


def _rows() -> Iterator[tuple[str, ...]]:
    from cms.news.models import NewsColumnPage
    from tests.factories.pages import NewsPageFactory

    column = NewsColumnPage.objects.first()
    published, removed = [], []
    for number in range(TIMES):
        pages = []

        def publish(pages=pages, title=f"第{number}号速达验证通告") -> None:
            pages.append(NewsPageFactory(parent=column, title=title))

        published.append(_until(publish, lambda pages=pages: _is_found(pages[0])))
        removed.append(_until(pages[0].unpublish, lambda pages=pages: not _is_found(pages[0])))
    raw = [_raw(number) for number in range(TIMES)]
    yield ("what", "times", "median ms", "longest ms", "ratio to raw")
    for what, times in (("publish to found", published), ("take down to gone", removed), ("raw document to found", raw)):
        yield (
            what,
            f"{TIMES}",
            f"{statistics.median(times):.0f}",
            f"{max(times):.0f}",
            f"{statistics.median(times) / statistics.median(raw):.1f}",
        )


def _until(act: Callable[[], object], seen: Callable[[], bool]) -> float:
    """Return the milliseconds from before ``act`` until ``seen``."""
    started = time.perf_counter()
    act()
    while not seen():
        if time.perf_counter() - started > _LONGEST_SECONDS:
            raise TimeoutError("what was changed is not seen in search")
        time.sleep(_PAUSE_SECONDS)
    return (time.perf_counter() - started) * 1000


def _is_found(page) -> bool:
    """Return whether the index itself gives a page for its title; the database would hide at once what has been taken down."""
    from search.engines.elasticsearch import parts, server
    from search.models import SearchEntry
    from search.understanding import understand

    entry = SearchEntry.objects.get(model=page._meta.label_lower, object_id=str(page.pk))
    query = {"bool": {"must": [parts.matching(understand(page.title)).to_dict()], "filter": [parts.visible().to_dict()]}}
    hits = server.client().search(index=server.alias(), query=query, size=100)["hits"]["hits"]
    return str(entry.pk) in {hit["_id"] for hit in hits}


def _raw(number: int) -> float:
    from search.engines.elasticsearch import server

    client, key = server.client(), str(10_000_000 + number)
    document = {"entry": int(key), "live": True, "title_grams": f"速达 验证 {key}"}

    def seen() -> bool:
        return bool(client.search(index=server.alias(), query={"match": {"title_grams": key}})["hits"]["hits"])

    return _until(lambda: client.index(index=server.alias(), id=key, document=document, refresh=True), seen)
