"""200 damaged or hostile files of each kind through the doors of a real server, eight at once: answers and memory."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.benchmarks.stage import Stage
from tests.support.flood import AT_ONCE, Memory, send
from tests.support.hostile import HONEST, hostile, large_webp
from tests.support.sessions import session_of

TITLE = "200 damaged or hostile files of each kind, eight at once (goal: no answer of 500 or above, at most 400 MB a process)"
OF_EACH = 200
PAPERS = ("jpeg", "png", "webp", "gif", "avif", "pdf", "docx")
ENDINGS = {"jpeg": "jpg"}


def measure(stage: Stage) -> list[tuple[str, ...]]:
    """Return a row for each kind and one for each program's memory."""
    member, staff = session_of(stage.data_dir), session_of(stage.data_dir, "person('superuser')")
    rows = [("kind", "seconds", "answers")]
    with Memory(stage.process) as memory, ThreadPoolExecutor(AT_ONCE) as pool:
        for kind in (*HONEST, "table"):
            made = [hostile("xlsx" if kind == "table" else kind, seed) for seed in range(OF_EACH)]
            if kind == "webp":
                made += [large_webp()] * AT_ONCE
            started = time.monotonic()
            answers = Counter(pool.map(lambda content, kind=kind: _sent(stage, kind, content, member, staff), made))
            rows.append((kind, f"{time.monotonic() - started:.0f}", ", ".join(f"{count} x {status}" for status, count in answers.items())))
    return [*rows, *((name, "", f"at most {size // 2**20} MB") for name, size in sorted(memory.most.items()))]


def _sent(stage: Stage, kind: str, content: bytes, member: tuple[str, str], staff: tuple[str, str]) -> int:
    cookies, token = member if kind in PAPERS else staff
    fields = {"csrfmiddlewaretoken": token, "name": "张三", "title": "办法", "collection": "1"}
    doors = {**dict.fromkeys(PAPERS, "/my/resume/"), "table": "/admin/spreadsheets/enterprises/import/"}
    return send(
        f"{stage.address}{doors.get(kind, '/admin/documents/add/')}", cookies, fields, "file", (f"x.{ENDINGS.get(kind, kind)}", content)
    )
