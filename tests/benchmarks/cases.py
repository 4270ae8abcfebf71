"""Every screen of staff over cases, the look-up and the jobs that watch due times, with a hundred and a hundred thousand of each kind.

On SQLite and, where it is installed, PostgreSQL. ``BENCH_CASES`` is the number of many.
"""

import contextlib
import json
import os

from tests.benchmarks.stage import Stage, load
from tests.support import servers
from tests.support.parts import postgresql_folder

TITLE = (
    "Cases, processor time of page and database: 50 open of 100, of many, and 1000 open of many "
    "(goal: at most 1.3 times that of a hundred; what is open is work itself)"
)
COUNTY = False


def measure(stage: Stage) -> list[tuple[str, ...]]:
    """Return the table: each screen with its times, on each database."""
    environment = servers.settings_of(stage.data_dir, 8000)
    more = {name: os.environ[name] for name in ("BENCH_CASES",) if name in os.environ}
    rows: list[tuple[str, ...]] = [("database, what", "few, ms", "many, ms", "ratio", "1000 open, ms")]
    with contextlib.ExitStack() as stack:
        environments = {"SQLite": environment}
        if postgresql_folder():
            environments["PostgreSQL"] = {**environment, "DATABASE_URL": stack.enter_context(servers.postgresql())}
            load(environments["PostgreSQL"], county=False)
        for database, each in environments.items():
            said = servers.run_module({**each, **more}, "tests.benchmarks.case_times")
            for name, few, many, busy in map(json.loads, said.splitlines()):
                rows.append((f"{database}, {name}", f"{few:.1f}", f"{many:.1f}", f"{many / few:.2f}", f"{busy:.1f}"))
    return rows
