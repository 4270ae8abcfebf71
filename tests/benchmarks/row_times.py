"""Processor and waiting time of every address that a kind of row has, with a few of them and with many: one database, one process.

Run by the subject ``rows`` with the settings of a stage; prints the rows of its table as JSON, one a line.
"""

import json
import os
import statistics
import sys
import time
from functools import cache
from pathlib import Path

import django

# A few are as many as fill several pages; of those that a filter leaves, too.
FEW, FEW_FILTERED, MANY = 60, 1200, int(os.environ.get("BENCH_ROWS", "100000"))
ROUNDS = 9
# Page kind → the list that shows them; records have the list of their section, or that of what they stand below.
LISTS = {
    "product": "/products/",
    "brand": "/brands/",
    "news": "/news/",
    "story": "/news/stories/",
    "journal": "/journal/",
    "policy": "/policies/",
    "sight": "/tourism/",
    "culture": "/culture/",
    "event": "/events/",
    "guide": "/guides/",
    "session": "/training/",
    "practiceoffer": "/talent/bases/",
}
# What shows a little of everything.
EVERYWHERE = {"home": "/", "site map": "/sitemap.xml", "sections": "/sitemap/"}
REPORTS = {
    "admin home": "wagtailadmin_home",
    "review queue": "moderation_queue",
    "aging pages": "wagtailadmin_reports:aging_pages",
    "page types": "wagtailadmin_reports:page_types_usage",
}


def main(kinds: list[str]) -> None:
    """Measure some kinds, or all."""
    django.setup()
    from django.conf import settings

    from tests.benchmarks.generated_rows import PAGE_TYPES, RECORD_TYPES, empty, fill, last_key

    # Every page is made anew.
    settings.PAGE_MEMORY_BYTES = 0
    settings.ALLOWED_HOSTS = ["*"]
    for kind in kinds or [*PAGE_TYPES, *RECORD_TYPES]:
        last = last_key(kind)
        fill(kind, FEW)
        few = _costs(_addresses(kind))
        fill(kind, FEW_FILTERED)
        filters = _filters(kind)
        few |= _costs(_filtered(kind, filters))
        fill(kind, MANY)
        for name, cost in _costs({**_addresses(kind), **_filtered(kind, filters)}).items():
            print(json.dumps([f"{kind}: {name}", round(few[name], 2), round(cost, 2), round(cost / few[name], 2)]), flush=True)
        empty(kind, last)


def _costs(addresses: dict[str, str]) -> dict[str, float]:
    """Return what each address costs, by name."""
    return {name: _cost(address) for name, address in addresses.items()}


def _listed(kind: str):
    """Return the list of a kind: its address, orders, filters, feed, rows a page, and all rows."""
    from cms.core.feeds import index_pages
    from portal.web.sections import section_of
    from tests.benchmarks.generated_rows import PAGE_TYPES, model_of

    if kind in PAGE_TYPES:
        index = next(page for page in index_pages() if page.get_absolute_url() == LISTS[kind])
        return LISTS[kind], index.sorts, index.filterset_class, index.feed_column, index.page_size, index.rows()
    section = section_of(model_of(kind))
    if kind in LISTS:
        return LISTS[kind], {}, None, "", section.page_size, section.visible()
    return section.url, section.sorts, section.filterset, section.feed, section.page_size, section.visible()


def _filters(kind: str) -> dict[str, str]:
    """Return the value of each filter that most rows have."""
    _path, _sorts, filterset, _feed, _size, rows = _listed(kind)
    found = {}
    for name in filterset.base_filters if filterset else ():
        field = filterset({}, queryset=rows).form.fields[name]
        values = [str(value) for value, _label in field.choices if value]
        numbers = {value: filterset({name: value}, queryset=rows).qs.count() for value in values}
        best = max(numbers, key=numbers.get, default="")
        if best and numbers[best]:
            found[name] = best
    return found


def _filtered(kind: str, filters: dict[str, str]) -> dict[str, str]:
    """Return the list under each filter in its first and last order, and under two filters."""
    path, sorts, *_others = _listed(kind)
    found = {f"{name}={value}": f"{path}?{name}={value}" for name, value in filters.items()}
    found |= {f"{name}={value} by {list(sorts)[-1]}": f"{path}?{name}={value}&sort={list(sorts)[-1]}" for name, value in filters.items()}
    if len(filters) > 1:
        found["two filters"] = f"{path}?{'&'.join(f'{name}={value}' for name, value in list(filters.items())[:2])}"
    return found


def _addresses(kind: str) -> dict[str, str]:
    """Return what is asked for, by name; pages in the middle and a detail are those of the moment."""
    from django.urls import reverse

    from tests.benchmarks.generated_rows import PAGE_TYPES, public

    path, sorts, _filterset, feed, size, rows = _listed(kind)
    last = max(1, -(-rows.count() // size))
    found = {"list": path}
    if sorts:
        found |= {"last page": f"{path}?page={last}", "a middle page": f"{path}?page={last // 2 or 1}"}
        found |= {f"by {sort}": f"{path}?sort={sort}" for sort in list(sorts)[1:]}
        found |= {f"by {sort}, a middle page": f"{path}?sort={sort}&page={last // 2 or 1}" for sort in list(sorts)[1:]}
    if feed:
        found["feed"] = f"/feeds/{feed}/"
    row = public(kind).order_by("-pk").first()
    found["page"] = row.get_absolute_url()
    if kind in PAGE_TYPES:
        staff = reverse("wagtailadmin_explore", args=[row.get_parent().pk])
        found |= {"staff by title": f"{staff}?ordering=title", "staff by age": f"{staff}?ordering=latest_revision_created_at"}
    else:
        staff = reverse(f"wagtailsnippets_{row._meta.app_label}_{row._meta.model_name}:list")
    found |= {"staff list": staff, "staff, a later page": f"{staff}?p=2"}
    return {**found, **EVERYWHERE, **{name: reverse(view) for name, view in REPORTS.items()}}


def _cost(path: str) -> float:
    """Return the milliseconds of processor time that a request takes here and in the database.

    Raises:
        RuntimeError: the answer is not a success.
    """
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    if path.startswith("/admin/"):
        client.force_login(get_user_model().objects.filter(is_superuser=True).first())
    for _warm in range(2):
        answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
    times = []
    for _round in range(ROUNDS):
        started = worked()
        client.get(path)
        times.append(worked() - started)
    # The lower ones are those that other programs of a shared machine have disturbed least.
    return statistics.median(sorted(times)[: ROUNDS // 2 + 1])


def worked() -> float:
    """Return the milliseconds that this process and its PostgreSQL server's have worked; where that cannot be read, the time."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return time.process_time() * 1000
    found = Path(f"/proc/{_server_process()}/schedstat")
    if not found.exists():
        return time.perf_counter() * 1000
    return time.process_time() * 1000 + int(found.read_text(encoding="ascii").split()[0]) / 1e6


@cache
def _server_process() -> int:
    """Return the process of the server that answers this connection; it works alone, so that nothing is left out."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


if __name__ == "__main__":
    main(sys.argv[1:])
