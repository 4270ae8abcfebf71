"""Public pages that two workers give to anonymous visitors, against nginx serving the home page as a file."""

import re

from tests.benchmarks.load import rate
from tests.benchmarks.stage import Stage
from tests.support import servers
from tests.support.parts import program

TITLE = "Requests per second of anonymous visitors, two workers with the page memory (goal: 30 thousandths of nginx)"
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


def measure(stage: Stage) -> list[tuple[str, ...]]:
    """Return the table: each page with its rate, median time, size and share of nginx's rate."""
    pages = {**PAGES, "detail": first_detail(stage.address)}
    bodies = {path: servers.get(f"{stage.address}{path}").body for path in pages.values()}
    yardstick = file_rate(bodies["/"])
    rows = [("page", "per second", "median ms", "HTML KB", "1/1000 of nginx")]
    for name, path in pages.items():
        found = rate(f"{stage.address}{path}")
        share = f"{1000 * found.per_second / yardstick:.2f}" if yardstick else "no nginx"
        rows.append((f"{name} {path}", f"{found.per_second:,.0f}", f"{found.median_ms:.1f}", f"{len(bodies[path]) / 1024:.0f}", share))
    if yardstick:
        rows.append(("home as a file, nginx", f"{yardstick:,.0f}", "", f"{len(bodies['/']) / 1024:.0f}", "1000.00"))
    return rows


def first_detail(address: str) -> str:
    """Return the path of the first product that the list links to."""
    listing = servers.get(f"{address}{PAGES['list']}").body.decode()
    return re.search(r'href="(/products/[a-z0-9-]+/)"', listing)[1]


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
