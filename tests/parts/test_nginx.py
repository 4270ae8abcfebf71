"""The portal behind nginx, with the configuration in ``deploy/`` on other ports and folders."""

import contextlib
import gzip
import os
import re
import signal
from pathlib import Path

import pytest

from tests.support import servers
from tests.support.parts import program

DEPLOY = servers.ROOT / "deploy"


def configuration(folder: Path, data_dir: Path, back: str, port: int) -> Path:
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
def nginx(data_dir: Path, back: str):
    """Run nginx in front of the application at ``back`` (``host:port``); give its address."""
    port = servers.free_port()
    with servers.open_folder("portal-nginx-") as folder:
        conf = configuration(folder, data_dir, back, port)
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


@pytest.mark.nginx
def test_readers_get_the_last_copy_while_the_application_is_down(data_dir):
    with servers.portal(data_dir) as portal, nginx(data_dir, portal.address.removeprefix("http://")) as front:
        seen = servers.get(f"{front}/news/")
        assert seen.status == 200
        portal.process.send_signal(signal.SIGTERM)
        portal.process.wait(timeout=60)
        # The copy is kept fresh for ten seconds; only after that does nginx ask, and fail to reach, the application.
        servers.wait_until(lambda: servers.get(f"{front}/news/").headers.get("x-cache") in {"STALE", "UPDATING"}, "a stale copy", 30)
        assert servers.get(f"{front}/news/").body == seen.body
