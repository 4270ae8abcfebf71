"""Public pages that two workers give to anonymous visitors, against nginx serving the home page as a file.

Each page twice: kept (docs/adr/0015-page-memory.md), and put together anew for every request, as it is for whoever is signed in.
"""

import re

from tests.benchmarks.load import rate
from tests.benchmarks.stage import Stage
from tests.support import servers
from tests.support.parts import program

TITLE = "Requests per second of anonymous visitors, two workers (goals: kept 30, anew 5 thousandths of nginx)"
# As quick as it gets: the file stays open, connections are kept, nothing is logged.
NGINX = """
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 2;
events {{ }}
http {{
    access_log off;
    default_type text/html;
    sendfile on;
    open_file_cache max=10;
    keepalive_requests 10000000;
    {scratch}
    server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""
PAGES = {"home": "/", "list": "/products/"}
LISTED = r'href="(/products/[a-z0-9-]+/)"'


def measure(stage: Stage) -> list[tuple[str, ...]]:
    """Return the table: each page, kept and anew, with its rate, median time, processor time, size and share of nginx's rate."""
    home = servers.get(f"{stage.address}/").body
    yardstick = file_rate(home)
    rows = [("page", "per second", "median ms", "processor ms", "HTML KB", "1/1000 of nginx")]
    rows += _rates("kept", stage.address, stage.process, yardstick)
    with servers.portal(stage.data_dir, WEB_WORKERS="2", PAGE_MEMORY_MB="0") as anew:
        rows += _rates("anew", anew.address, anew.process.pid, yardstick)
    if yardstick:
        rows.append(("home as a file, nginx", f"{yardstick:,.0f}", "", "", f"{len(home) / 1024:.0f}", "1000.00"))
    return rows


def _rates(how: str, address: str, process: int, yardstick: float | None) -> list[tuple[str, ...]]:
    """Return the rows of each page that a portal gives."""
    rows = []
    for name, path in {**PAGES, "detail": first_detail(address)}.items():
        size = len(servers.get(f"{address}{path}").body)
        before = servers.processor_seconds(process)
        found = rate(f"{address}{path}")
        worked = 1000 * (servers.processor_seconds(process) - before) / (found.per_second * found.seconds)
        share = f"{1000 * found.per_second / yardstick:.2f}" if yardstick else "no nginx"
        figures = (f"{found.per_second:,.0f}", f"{found.median_ms:.1f}", f"{worked:.2f}", f"{size / 1024:.0f}", share)
        rows.append((f"{name} {path}, {how}", *figures))
    return rows


def first_detail(address: str) -> str:
    """Return the path of the first product that the list links to."""
    return re.search(LISTED, servers.get(f"{address}{PAGES['list']}").body.decode())[1]


def file_rate(body: bytes) -> float | None:
    """Return nginx's requests per second for ``body`` as a file, with two workers like the portal; None without nginx."""
    nginx = program("nginx")
    if not nginx:
        return None
    port = servers.free_port()
    with servers.open_folder("portal-bench-nginx-") as folder:
        (folder / "index.html").write_bytes(body)
        scratch = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        values = {"folder": folder, "port": port, "scratch": scratch}
        (folder / "nginx.conf").write_text(NGINX.format(**values), encoding="utf-8")
        with servers.running(
            [nginx, "-c", f"{folder}/nginx.conf", "-p", str(folder), "-g", "daemon off;"], "nginx", lambda: servers.listening(port)
        ):
            return rate(f"http://127.0.0.1:{port}/", seconds=4, connections=64).per_second
