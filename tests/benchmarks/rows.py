"""Every list, order, filter, feed, page, site map and staff list with a hundred thousand rows of its kind beside the same with a few.

On SQLite and, where it is installed, PostgreSQL. ``BENCH_KINDS`` names some kinds, ``BENCH_ROWS`` the number of many.
"""

import contextlib
import json
import os
from collections.abc import Iterator

from tests.benchmarks.stage import Stage, load
from tests.support import servers
from tests.support.parts import postgresql_folder

TITLE = "Lists with many rows, processor time of page and database (goal: at most 1.3 times that of a few)"
_PASSED_ON = ("BENCH_ROWS",)


def measure(stage: Stage) -> list[tuple[str, ...]]:
    """Return the table: each address with its times at both sizes, on each database."""
    more = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    rows: list[tuple[str, ...]] = [("database, kind: address", "few, ms", "many, ms", "ratio")]
    with _databases(stage) as environments:
        for database, environment in environments.items():
            said = servers.run_module({**environment, **more}, "tests.benchmarks.row_times", *os.environ.get("BENCH_KINDS", "").split())
            for name, few, many, ratio in map(json.loads, said.splitlines()):
                rows.append((f"{database}, {name}", f"{few:.1f}", f"{many:.1f}", f"{ratio:.2f}"))
    return rows


@contextlib.contextmanager
def _databases(stage: Stage) -> Iterator[dict[str, dict[str, str]]]:
    """Give the environment of each database, with the demo county in it."""
    found = {"SQLite": servers.settings_of(stage.data_dir, 8000)}
    with contextlib.ExitStack() as stack:
        if postgresql_folder():
            found["PostgreSQL"] = {**found["SQLite"], "DATABASE_URL": stack.enter_context(servers.postgresql())}
            load(found["PostgreSQL"])
        yield found
