"""Search at the size of a million entries, beside the same work done with the plain client of Elasticsearch in the same run.

``BENCH_ENTRIES`` makes it smaller. The figures of one entry's way (search, rebuild) are the portal's own, measured in this process; the
yardsticks are the very request bodies and documents that the portal sends.
"""

import itertools
import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.benchmarks.stage import Stage
from tests.support import elasticsearch, servers

TITLE = "Search (goals: p95 at most 1.3 of the raw request, rebuild at least 0.7 of a raw bulk, SQLite p95 at most 10 empty pages)"
ENTRIES = int(os.environ.get("BENCH_ENTRIES", "1000000"))
SQLITE_ENTRIES = min(100_000, ENTRIES)
ROUNDS = 4


def measure(stage: Stage) -> list[tuple[str, ...]]:
    """Return the table: rebuild, then each class of queries."""
    if elasticsearch.installed() is None:
        return [("search",), (f"left out: {elasticsearch.ADVICE}",)]
    with tempfile.TemporaryDirectory(prefix="portal-bench-search-") as folder, elasticsearch.private_server(heap="1g") as server:
        _set_up(Path(folder), server.address)
        rows = [("what", "entries", "p50 ms", "p95 ms", "yardstick p50", "yardstick p95", "ratio")]
        _fill(1, SQLITE_ENTRIES)
        rows += list(_with_sqlite())
        _without_triggers(lambda: _fill(SQLITE_ENTRIES + 1, ENTRIES))
        rows.append(_rebuild())
        rows += list(_with_elasticsearch())
        rows.append(("memory of a web process, MB", "", "", "", "", "", f"{_memory(stage, server.address)}"))
    return rows


def _set_up(folder: Path, address: str) -> None:
    import django
    from django.core.management import call_command

    values = {"DJANGO_SETTINGS_MODULE": "portal.settings.demo", "DATA_DIR": str(folder)}
    os.environ.update(values, ELASTICSEARCH_URL=address, ELASTICSEARCH_INDEX="portal_test_bench")
    django.setup()
    _say("making the database")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("setup_portal", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _say(what: str) -> None:
    print(f"==> {what}", flush=True)


def _fill(first: int, last: int) -> None:
    from search.analysis.terms import IS_TITLE, term
    from search.models import SearchEntry, SearchTerm
    from tests.benchmarks import generated

    _say(f"generating entries up to {last:,}")
    if first == 1:
        # Sections of the site itself would take the first keys.
        SearchEntry.objects.all().delete()
        words = dict.fromkeys([*generated.PLACES, *generated.GOODS, *generated.WORDS])
        SearchTerm.objects.bulk_create([term(word, IS_TITLE) for word in words], ignore_conflicts=True)
        SearchTerm.objects.update(entries=1)
    for start in range(first, last + 1, 5000):
        SearchEntry.objects.bulk_create(generated.entries(start, min(start + 5000, last + 1)))


def _without_triggers(run) -> None:
    """Fill the table without filling SQLite's own index, which nobody asks from here on."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER search_index_insert")
    run()


def _with_sqlite():
    """Yield a row for each class with the database engine, beside a list of the site without rows."""
    from django.test import Client

    from search.engines.database.engine import DatabaseEngine
    from tests.benchmarks import generated

    client = Client(SERVER_NAME="localhost")
    client.get("/products/")
    empty = _times(client.get("/products/") for _number in range(30))
    every: list[float] = []
    for name in generated.CLASSES:
        ours = _times(_searches(DatabaseEngine(), generated.queries(name)))
        every += ours
        yield _row(f"SQLite: {name}", SQLITE_ENTRIES, ours, empty)
    yield _row("SQLite: all classes", SQLITE_ENTRIES, every, empty)


def _searches(engine, queries):
    from search.queries import QueryParameters

    for text, filters in queries * ROUNDS:
        parameters = QueryParameters(text, filters)
        engine.search(parameters)
        yield


def _times(runs) -> list[float]:
    """Return how long each step of an iteration takes, in milliseconds."""
    found = []
    steps = iter(runs)
    while True:
        started = time.perf_counter()
        if next(steps, steps) is steps:
            return found
        found.append((time.perf_counter() - started) * 1000)


def _rebuild() -> tuple[str, ...]:
    """Compare ``search_rebuild`` with a raw bulk of the same documents by the plain client, as many under way.

    The documents lie ready in memory, so the yardstick reads and analyses nothing. A server is quicker after its first hundred thousand
    documents: some are sent before anything is measured.
    """
    from search.rebuilding import rebuild

    _say("warming up")
    _send_raw(itertools.islice(_documents(), 200))
    _say("rebuilding")
    started = time.perf_counter()
    rebuild(lambda done, total: done % 100_000 or _say(f"{done:,} of {total:,}"))
    ours = time.perf_counter() - started

    _say("sending the same raw")
    spent = _send_raw(_documents())
    return ("rebuild, s in all", f"{ENTRIES:,}", f"{ours:.0f}", "", f"{spent:.0f}", "", f"{spent / ours:.2f}")


def _send_raw(bulks) -> float:
    """Send bulks of documents to an index of their own, two at a time; return the seconds that the sending took."""
    from search.engines.elasticsearch import mapping, server

    client, raw = server.client(60), "portal_test_bench-raw"
    client.indices.create(index=raw, **mapping.index_body())
    spent = 0.0
    with ThreadPoolExecutor(2) as threads:
        for some in _batches(bulks, 20):
            started = time.perf_counter()
            list(threads.map(lambda bulk: client.bulk(operations=bulk, index=raw), some))
            spent += time.perf_counter() - started
    started = time.perf_counter()
    client.indices.refresh(index=raw)
    spent += time.perf_counter() - started
    client.indices.delete(index=raw)
    return spent


def _documents():
    from search.engines.elasticsearch import writing
    from search.rebuilding import _pages

    for entries in _pages():
        yield list(writing.operations(entries))


def _batches(items, size: int):
    items = iter(items)
    while batch := list(itertools.islice(items, size)):
        yield batch


def _with_elasticsearch():
    """Yield a row for each class: a whole search by the portal beside its last request sent by the plain client.

    Each query is asked once before it is measured, and the two take turns in going first: what the server has just read is quick to read
    again.
    """
    from search.engines.elasticsearch import engine, server
    from search.queries import QueryParameters
    from tests.benchmarks import generated

    client = server.client(60)
    engine.PATIENCE_SECONDS = 60.0
    for name in generated.CLASSES:
        ours, raw = [], []
        for text, filters in generated.queries(name):
            parameters, asked = QueryParameters(text, filters), _Noted(engine)
            asked.search(parameters)
            ways = [(ours, partial(asked.search, parameters)), (raw, partial(client.search, index=server.alias(), **asked.body))]
            for _round in range(ROUNDS):
                for times, way in ways:
                    started = time.perf_counter()
                    way()
                    times.append((time.perf_counter() - started) * 1000)
                ways.reverse()
        yield _row(f"Elasticsearch: {name}", ENTRIES, ours, raw)


class _Noted:
    """An engine that remembers the last body it has sent."""

    def __init__(self, module):
        self._module, self._build = module, module.build
        self.body: dict = {}

    def search(self, parameters) -> None:
        def build(*arguments):
            built = self._build(*arguments)
            self.body = self._module.arguments(built.to_dict())
            return built

        self._module.build = build
        try:
            self._module.ElasticsearchEngine().search(parameters)
        finally:
            self._module.build = self._build


def _row(what: str, entries: int, ours: list[float], yardstick: list[float]) -> tuple[str, ...]:
    figures = (_part(ours, 0.5), _part(ours, 0.95), _part(yardstick, 0.5), _part(yardstick, 0.95))
    return (what, f"{entries:,}", *(f"{figure:.1f}" for figure in figures), f"{figures[1] / figures[3]:.2f}")


def _part(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def _memory(stage: Stage, address: str) -> int:
    """Return what the largest web process of a portal holds after it has searched in every way, in MB of its own and shared memory."""
    data_dir = stage.data_dir
    with servers.portal(data_dir, ELASTICSEARCH_URL=address, ELASTICSEARCH_INDEX="portal_test_memory", WEB_WORKERS="1") as portal:
        for text in ("%E8%8C%B6%E6%B2%B9", "zhurou", "thzr", "%E5%9C%9F%E7%8F%A0%E8%82%89"):
            for _number in range(5):
                servers.get(f"{portal.address}/search/?q={text}")
        return max(_resident(pid) for pid in _below(portal.process.pid)) // 1024


def _below(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        children = Path(f"/proc/{parent}/task/{parent}/children")
        found += [int(child) for child in children.read_text(encoding="ascii").split()]
    return found


def _resident(pid: int) -> int:
    """Return the resident memory of a process in KB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
