"""Damaged or hostile files of each kind through the doors of a real server, eight at once: answers, memory, times."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.benchmarks.stage import Stage
from tests.support.flood import AT_ONCE, MOST_BYTES, Memory, send
from tests.support.hostile import HONEST, hostile, large_webp
from tests.support.sessions import session_of

OF_EACH = 200
# What one kind may take: on a machine that others use, fewer are sent, and the table says how many.
SECONDS_OF_EACH = 25
TITLE = (
    f"{OF_EACH} damaged or hostile files of each kind, {AT_ONCE} at once "
    f"(goal: no answer of 500 or above, at most {MOST_BYTES // 2**20} MB a process)"
)
# The doors need a site as set up, and no county.
COUNTY = False
PAPERS = ("jpeg", "png", "webp", "gif", "avif", "pdf", "docx")
ENDINGS = {"jpeg": "jpg"}


@dataclass
class _Kind:
    """What came of the files of one kind."""

    answers: Counter = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)

    def row(self, name: str) -> tuple[str, ...]:
        """Return the row of the table."""
        times = sorted(self.times) or [0.0]
        middle, slowest = times[len(times) // 2], times[-1]
        told = ", ".join(f"{count} x {status}" for status, count in sorted(self.answers.items()))
        return (name, str(len(self.times)), f"{middle:.2f}", f"{slowest:.2f}", told)


def measure(stage: Stage) -> list[tuple[str, ...]]:
    """Return a row for each kind and one for each program's memory."""
    member, staff = session_of(stage.data_dir), session_of(stage.data_dir, "person('superuser')")
    rows: list[tuple[str, ...]] = [("kind", "sent", "median s", "slowest s", "answers")]
    with Memory(stage.process) as memory:
        for name in (*HONEST, "table"):
            rows.append(_sent(stage, name, member, staff).row(name))
            print("  ".join(rows[-1]), flush=True)
    return [*rows, *((name, "", "", "", f"at most {size // 2**20} MB") for name, size in sorted(memory.most.items()))]


def _sent(stage: Stage, name: str, member: tuple[str, str], staff: tuple[str, str]) -> _Kind:
    """Send the files of a kind, eight at once, until all are sent or its time is over."""
    found, ends = _Kind(), time.monotonic() + SECONDS_OF_EACH
    made = [hostile("xlsx" if name == "table" else name, seed) for seed in range(OF_EACH)]
    if name == "webp":
        made = [large_webp()] * AT_ONCE + made

    def one(content: bytes) -> None:
        started = time.monotonic()
        if started < ends:
            found.answers[_send(stage, name, content, member, staff)] += 1
            found.times.append(time.monotonic() - started)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, made))
    return found


def _send(stage: Stage, name: str, content: bytes, member: tuple[str, str], staff: tuple[str, str]) -> int:
    cookies, token = member if name in PAPERS else staff
    fields = {"csrfmiddlewaretoken": token, "name": "张三", "title": "办法", "collection": "1"}
    doors = {**dict.fromkeys(PAPERS, "/my/resume/"), "table": "/admin/spreadsheets/enterprises/import/"}
    address = f"{stage.address}{doors.get(name, '/admin/documents/add/')}"
    return send(address, cookies, fields, "file", (f"x.{ENDINGS.get(name, name)}", content))
