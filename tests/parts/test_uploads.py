"""Eight hostile files at once on a real server: no 500, and no process above 400 MB."""

import threading
import time
import urllib.error
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support import hostile, servers
from tests.support.made_files import picture
from tests.support.sessions import session_of

AT_ONCE = 8
MOST_BYTES = 400 * 2**20
KINDS = ("jpeg", "png", "webp", "gif", "avif", "pdf", "docx", "xlsx")
OF_EACH = 6


class Memory:
    """Watches the memory of a process and of all below it while the block runs."""

    def __init__(self, pid: int):
        self.pid = pid
        self.most: dict[str, int] = {}
        self._over = threading.Event()

    def __enter__(self):
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_error):
        self._over.set()
        self._thread.join()

    def _watch(self):
        while not self._over.is_set():
            for pid in (self.pid, *_children(self.pid)):
                try:
                    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
                    size = int(status["VmRSS"].split()[0]) * 1024
                    name = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()[:80]
                except (OSError, KeyError):
                    continue
                self.most[name] = max(size, self.most.get(name, 0))
            time.sleep(0.02)


def _children(pid: int) -> list[int]:
    try:
        direct = [int(word) for task in Path(f"/proc/{pid}/task").iterdir() for word in (task / "children").read_text().split()]
    except OSError:
        return []
    return direct + [below for child in direct for below in _children(child)]


def send(address: str, cookies: str, fields: dict[str, str], name: str, content: bytes) -> int:
    """Send a form with a file and return the status of the answer."""
    boundary = uuid.uuid4().hex
    field = f'--{boundary}\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    parts = [(field % pair).encode() for pair in fields.items()]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="x.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    body = b"".join(parts) + head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}", "Cookie": cookies}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, body, headers), timeout=300) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


@pytest.fixture
def files() -> list[bytes]:
    """Files of every kind, the WebP of 7000 by 7000 eight times among them."""
    made = [hostile.hostile(kind, seed) for kind in KINDS for seed in range(7, 7 + OF_EACH)]
    heavy = [hostile.large_webp()] * AT_ONCE + [picture("PNG", (7000, 7000))] * AT_ONCE
    return [*heavy, picture("JPEG", (7000, 7000)), picture("WEBP", (4000, 4000)), *made]


def test_eight_at_once(data_dir, files):
    with servers.portal(data_dir) as portal, Memory(portal.process.pid) as memory:
        cookies, token = session_of(data_dir)
        address = f"{portal.address}/my/resume/"
        fields = {"csrfmiddlewaretoken": token, "name": "张三"}

        def one(content: bytes) -> int:
            return send(address, cookies, fields, "file", content)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            statuses = list(pool.map(one, files))
        assert set(statuses) <= {200}, statuses
    assert any("portal.uploads.child" in name for name in memory.most), "no file was parsed"
    assert {name: size // 2**20 for name, size in memory.most.items() if size > MOST_BYTES} == {}
