"""Every list, feed, page, site map and staff list with a hundred thousand rows of its kind beside the same with a few.

``BENCH_ROWS`` is the number of many; with ``DATABASE_URL`` the measuring is done there (an empty database that may be filled).
"""

import os
import statistics
import time

from tests.benchmarks.generated_rows import fill
from tests.benchmarks.stage import Stage, use

TITLE = "Lists with many rows (goal: at most 1.3 times the time of a few)"
FEW, MANY = 60, int(os.environ.get("BENCH_ROWS", "100000"))
ROUNDS = 15
# Kind → its public list, orders, feed, and list of staff; pages are of one section each.
PAGES = {
    "product": ("/products/", ("price", "price_desc", "newest"), "products"),
    "news": ("/news/", ("oldest",), "news"),
    "policy": ("/policies/", ("issued",), "policies"),
    "sight": ("/tourism/", ("name",), "tourism"),
    "culture": ("/culture/", ("name",), "culture"),
    "event": ("/events/", ("newest",), "events"),
    "guide": ("/guides/", ("name",), "guides"),
}
RECORDS = {
    "freeservice": ("/services/free/", ("name",), "free-services"),
    "valueaddedservice": ("/services/paid/", ("price", "price_desc"), "paid-services"),
    "provider": ("/providers/", ("newest",), "providers"),
    "station": ("/stations/", ("name",), "stations"),
    "enterprise": ("/enterprises/", ("newest",), "enterprises"),
    "job": ("/jobs/", ("pay", "ending"), "jobs"),
    "trainingbase": ("/talent/bases/", (), "bases"),
}


def measure(stage: Stage) -> list[tuple[str, ...]]:
    """Return the table: each address with its times at both sizes."""
    use(stage.data_dir)
    rows = [("kind, address", "few, ms", "many, ms", "ratio")]
    kinds = os.environ.get("BENCH_KINDS", "").split() or [*PAGES, *RECORDS]
    for kind in kinds:
        path, sorts, feed = {**PAGES, **RECORDS}[kind]
        times = {}
        for size in (FEW, MANY):
            fill(kind, size)
            times[size] = {name: _median(address) for name, address in _addresses(kind, path, sorts, feed).items()}
        for name, few in times[FEW].items():
            many = times[MANY][name]
            rows.append((f"{kind}: {name}", f"{few:.1f}", f"{many:.1f}", f"{many / few:.2f}"))
    return rows


def _addresses(kind: str, path: str, sorts: tuple, feed: str) -> dict[str, str]:
    """Return what is asked for, by name; the last page and a detail are those of the moment."""
    from tests.benchmarks.generated_rows import newest_of, total_of

    last = -(-total_of(kind) // _page_size(kind))
    found = {"list": path, "last page": f"{path}?page={last}"}
    found |= {f"by {sort}": f"{path}?sort={sort}" for sort in sorts}
    detail, staff = newest_of(kind)
    return {**found, "feed": f"/feeds/{feed}/", "site map": "/sitemap.xml", "page": detail, "staff list": staff}


def _page_size(kind: str) -> int:
    return 50 if kind in {"freeservice", "valueaddedservice"} else 20


def _median(path: str) -> float:
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
        started = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)
