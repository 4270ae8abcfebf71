"""The embedded default as a whole: site, worker and scheduler from one command, and nothing left when it stops."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from tests.support import servers


def children(pid: int) -> list[int]:
    """Return the processes below ``pid``, grandchildren too."""
    direct = [int(word) for task in Path(f"/proc/{pid}/task").iterdir() for word in (task / "children").read_text().split()]
    return direct + [grandchild for child in direct for grandchild in children(child)]


def worker_state(address: str) -> str:
    """Return what ``/readyz`` says of the worker."""
    return json.loads(servers.get(f"{address}/readyz").body)["parts"]["worker"]["state"]


def test_site_worker_and_scheduler_run_and_stop_together(data_dir):
    with servers.portal(data_dir) as portal:
        assert servers.get(f"{portal.address}/").status == 200
        servers.wait_until(lambda: worker_state(portal.address) == "ok", "the worker's heartbeat")
        everyone = children(portal.process.pid)
        assert len(everyone) >= 5
        portal.process.send_signal(signal.SIGINT)
        assert portal.process.wait(timeout=60) == 0
        assert [pid for pid in everyone if Path(f"/proc/{pid}").exists()] == []


def test_taken_port_is_named_with_a_way_out(data_dir):
    with servers.portal(data_dir) as portal:
        port = int(portal.address.rpartition(":")[2])
        done = subprocess.run(
            [sys.executable, "manage.py", "serve"],
            env=servers.settings_of(data_dir, port),
            cwd=servers.ROOT,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    assert done.returncode != 0
    assert f"端口 {port} 已被占用" in done.stderr
    assert "Traceback" not in done.stderr


def test_unmigrated_database_is_refused(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        env=servers.settings_of(tmp_path, servers.free_port()),
        cwd=servers.ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode != 0
    assert "make migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_pictures_are_served_with_a_long_life_and_documents_are_not(data_dir):
    with servers.portal(data_dir) as portal:
        picture = servers.picture_on(servers.get(f"{portal.address}/"))
        answer = servers.get(f"{portal.address}{picture}", Accept_Encoding="gzip")
        assert answer.status == 200
        assert answer.body == (data_dir / picture.lstrip("/")).read_bytes()
        assert "max-age=2592000" in answer.headers["cache-control"]
        assert "content-encoding" not in answer.headers
        for path in ("media/documents/x.pdf", "media/x/../documents/x.pdf", "media/images/" + "x" * 3000, "media/../secret-key"):
            assert servers.get(f"{portal.address}/{path}").status in {400, 404}, path


def test_requests_that_cannot_be_read_get_the_themes_page(data_dir):
    with servers.portal(data_dir) as portal:
        host, port = portal.address.removeprefix("http://").split(":")
        for request in (
            b"GET /products/?q=" + b"a" * 10_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"a" * 20_000 + b"\r\n\r\n",
            b"what is this\r\n\r\n",
            b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        ):
            with socket.create_connection((host, int(port)), timeout=10) as connection:
                connection.sendall(request)
                answer = b"".join(iter(lambda: connection.recv(65536), b""))
            assert answer.startswith(b"HTTP/1.1 400 "), request[:40]
            assert "<h1>这个请求无法处理</h1>" in answer.decode(), request[:40]


def test_secret_key_is_kept_and_readable_by_its_owner_only(tmp_path):
    data_dir = tmp_path / "new"
    data_dir.mkdir()
    key = data_dir / "secret-key"
    code = "from django.conf import settings; print(settings.SECRET_KEY)"
    said = {servers.manage(servers.settings_of(data_dir, 8000), "shell", "--no-imports", "-c", code).strip() for _ in range(2)}
    assert said == {key.read_text(encoding="ascii")}
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.stat().st_uid == os.getuid()
