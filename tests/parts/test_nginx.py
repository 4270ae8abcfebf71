"""The portal behind nginx, with the configuration in ``deploy/`` on other ports and folders."""

import contextlib
import gzip
import os
import re
from pathlib import Path

import pytest

from tests.support import servers
from tests.support.parts import program

DEPLOY = servers.ROOT / "deploy"


def configuration(folder: Path, data_dir: Path, back: str, port: int, fresh: str) -> Path:
    """Write an nginx.conf around the project's own and return it; each replaced line must be there to replace."""
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    parameters = folder / "proxy_params_portal"
    parameters.write_text((DEPLOY / "nginx" / "proxy_params_portal").read_text(encoding="utf-8"), encoding="utf-8")
    redirect = text.index("server {\n    listen 80;")
    text = text[:redirect] + text[text.index("server {\n    listen 443 ssl;") :]
    replacements = {
        "listen 443 ssl;": f"listen 127.0.0.1:{port};",
        "    listen [::]:443 ssl;\n": "",
        "    ssl_certificate /etc/ssl/portal/fullchain.pem;\n": "",
        "    ssl_certificate_key /etc/ssl/portal/privkey.pem;\n": "",
        "server_name ds.example.gov.cn;": "server_name 127.0.0.1;",
        "server 127.0.0.1:8000;": f"server {back};",
        "/srv/portal/data/": f"{data_dir}/",
        "/var/cache/nginx/portal": str(folder / "pages"),
        "/etc/nginx/proxy_params_portal": str(parameters),
        "proxy_cache_valid 200 8s;": f"proxy_cache_valid 200 {fresh};",
    }
    for old, new in replacements.items():
        assert old in text, old
        text = text.replace(old, new)
    scratch = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    mime = next((path for path in ("/etc/nginx/mime.types", "/usr/local/nginx/conf/mime.types") if os.path.exists(path)), None)
    types = f"include {mime};" if mime else ""
    conf = folder / "nginx.conf"
    user = "user root;\n" if os.geteuid() == 0 else ""
    head = f"{user}pid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nworker_processes 1;\nevents {{ worker_connections 64; }}\n"
    http = f"http {{\n{types}\naccess_log off;\n{scratch}\n{text}\n}}\n"
    conf.write_text(head + http, encoding="utf-8")
    return conf


@contextlib.contextmanager
def nginx(data_dir: Path, back: str, fresh: str = "8s"):
    """Run nginx in front of the application at ``back`` (``host:port``); give its address. Copies count as new for ``fresh``."""
    port = servers.free_port()
    with servers.open_folder("portal-nginx-") as folder:
        conf = configuration(folder, data_dir, back, port, fresh)
        command = [program("nginx"), "-c", str(conf), "-p", str(folder), "-g", "daemon off;"]
        with servers.running(command, "nginx", lambda: servers.listening(port)):
            yield f"http://127.0.0.1:{port}"


@pytest.mark.nginx
def test_portal_behind_nginx(data_dir):
    with servers.portal(data_dir) as portal, nginx(data_dir, portal.address.removeprefix("http://")) as front:
        first = servers.get(f"{front}/")
        second = servers.get(f"{front}/")
        assert (first.status, first.headers["x-cache"]) == (200, "MISS")
        assert second.headers["x-cache"] == "HIT"

        packed = servers.get(f"{front}/", Accept_Encoding="gzip")
        assert packed.headers["content-encoding"] == "gzip"
        assert len(packed.body) < len(first.body) / 2
        assert gzip.decompress(packed.body)[:15].lower() == b"<!doctype html>"

        static = re.search(r'"(/static/[^"]+)"', first.body.decode())[1]
        answer = servers.get(f"{front}{static}")
        assert answer.status == 200
        assert "immutable" in answer.headers["cache-control"]

        picture = servers.picture_on(first)
        answer = servers.get(f"{front}{picture}")
        assert answer.body == (data_dir / picture.lstrip("/")).read_bytes()
        assert servers.get(f"{front}{picture}").headers["x-cache"] == "HIT"
        assert servers.get(f"{front}/media/documents/x.pdf").status == 404

        assert "x-cache" not in servers.get(f"{front}/admin/login/").headers
        assert servers.get(f"{front}/", Cookie="sessionid=x").headers["x-cache"] == "BYPASS"
        assert servers.get(f"{front}/readyz").status == 200

        long = servers.get(f"{front}/products/?q={'a' * 10_000}")
        assert long.status == 400
        assert "<h1>这个请求无法处理</h1>" in long.body.decode()


def is_stale(front: str, path: str) -> bool:
    """Return whether nginx gives its last copy of a path."""
    return servers.get(f"{front}{path}").headers.get("x-cache") == "STALE"


def do(data_dir: Path, lines: str) -> str:
    """Run lines of Python in a process of the same portal and return what it printed."""
    return servers.manage(servers.settings_of(data_dir, 8000), "shell", "--no-imports", "-c", lines).strip()


LIVE_ARTICLES = """
from cms.news.models import NewsPage
print(*(page.get_absolute_url() for page in NewsPage.objects.live().order_by("path")[:3]))
"""
TAKE_DOWN = """
from cms.news.models import NewsPage
from portal.accounts.models import User
from portal.moderation.takedowns import take_down
page = next(page for page in NewsPage.objects.live() if page.get_absolute_url() == "{path}")
take_down(page, User.objects.filter(is_superuser=True).first(), "S1-5-3", "数据有误。")
print(page.title)
"""


@pytest.mark.nginx
def test_readers_get_the_last_copy_only_while_the_application_is_down_and_never_of_what_was_withdrawn(data_dir):
    hidden, other, gone_later = do(data_dir, LIVE_ARTICLES).split()
    section = hidden.rsplit("/", 2)[0] + "/"
    variants = [hidden, f"{hidden}?from=message", f"{hidden}?utm_source=a&utm_medium=b", f"/{hidden}", hidden.replace("n", "%6e")]
    with servers.portal(data_dir) as portal, nginx(data_dir, portal.address.removeprefix("http://"), fresh="1s") as front:
        seen = {path: servers.get(f"{front}{path}") for path in (*variants, other, gone_later, section, "/", "/about/")}
        title = do(data_dir, TAKE_DOWN.format(path=hidden))
        assert title in seen[hidden].body.decode()
        # Not even the copy that still counts as new.
        for path in (*variants, section, "/"):
            answer = servers.get(f"{front}{path}")
            assert "x-cache" not in answer.headers or answer.headers["x-cache"] == "BYPASS", path
            assert title not in answer.body.decode() or answer.status == 410, path
        assert servers.get(f"{front}{hidden}").status == 410
        # What is too old is made anew for the first visitor, however long nobody asked.
        servers.wait_until(lambda: servers.get(f"{front}{other}").headers["x-cache"] in {"EXPIRED", "REVALIDATED"}, "an old copy", 30)

        second = do(data_dir, TAKE_DOWN.format(path=gone_later))
        servers.kill(portal.process)
        servers.wait_until(lambda: is_stale(front, other), "a stale copy", 30)
        assert title_of(servers.get(f"{front}{other}")) == title_of(seen[other])
        assert is_stale(front, "/about/")
        for path in (*variants, gone_later, f"{gone_later}?x=1", section, "/"):
            answer = servers.get(f"{front}{path}")
            assert answer.status == 503, path
            assert title not in answer.body.decode(), path
            assert second not in answer.body.decode(), path


def title_of(page: servers.Answer) -> str:
    """Return the title of a page."""
    return re.search(r"<title>(.*?)</title>", page.body.decode(), re.DOTALL)[1]
