"""Many files sent to a real server at once, and the memory that its processes take meanwhile."""

import threading
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

AT_ONCE = 8
MOST_BYTES = 400 * 2**20
# Often enough for a parser, which lives for a tenth of a second at least.
_LOOK_EVERY_SECONDS = 0.05


class Memory:
    """Watches the memory of a process and of all below it while the block runs; ``most`` has the highest figure of each program."""

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
            for pid in (self.pid, *_below(self.pid)):
                self._look_at(pid)
            time.sleep(_LOOK_EVERY_SECONDS)

    def _look_at(self, pid: int):
        try:
            status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
            size = int(status["VmRSS"].split()[0]) * 1024
            words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
        except (OSError, KeyError):
            # It has just ended.
            return
        name = "the parser of one file" if "portal.uploads.child" in words else " ".join(words[1:3])
        if not name:
            # Between being forked and being another program.
            return
        self.most[name] = max(size, self.most.get(name, 0))


def _below(pid: int) -> list[int]:
    try:
        direct = [int(word) for task in Path(f"/proc/{pid}/task").iterdir() for word in (task / "children").read_text().split()]
    except OSError:
        return []
    return direct + [below for child in direct for below in _below(child)]


def send(address: str, cookies: str, fields: dict[str, str], name: str, file: tuple[str, bytes]) -> int:
    """Send a form with a file (its name and content) and return the status of the answer."""
    boundary = uuid.uuid4().hex
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="%s"'
    parts = [f"{head % field}\r\n\r\n{value}\r\n".encode() for field, value in fields.items()]
    beginning = f'{head % name}; filename="{file[0]}"\r\nContent-Type: application/octet-stream\r\n\r\n'.encode()
    body = b"".join(parts) + beginning + file[1] + f"\r\n--{boundary}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}", "Cookie": cookies}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, body, headers), timeout=300) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code
