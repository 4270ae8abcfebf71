"""Processes of a real portal are killed while people ask and request: who has a number has a case, and only one.

``LOST_CASES_POSTS`` is how many posts there are; a full round is a thousand.
"""

import contextlib
import http.client
import json
import os
import queue
import random
import re
import signal
import threading
import time
import urllib.error
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from html import unescape

from tests.support import databases, servers

POSTS = int(os.environ.get("LOST_CASES_POSTS", "40"))
AT_ONCE = 4
SETTINGS = "tests.support.without_limits"
# Seconds within which a process is killed once a form is on its way, and the tries of one form of which that is so.
WITHIN, TRIES = 0.5, 2
PATIENCE_SECONDS = 300
SAID = {
    "/ask/": {"topic": "policy", "question": "网店补贴第{number}问", "phone": "13900004444", "agree": "on"},
    "/services/request/": {"client_kind": "household", "name": "李大山", "phone": "13900003333", "need": "第{number}件", "agree": "on"},
}
_TOWN = """
from portal.places.models import Town
print("TOWN", Town.objects.get_or_create(code="421222100", defaults={"name": "隽水镇"})[0].pk)
"""
_STORED = """
import json
from portal.cases.models import NumberCounter
from portal.consultation.models import Consultation
from portal.core.consents import Consent
from portal.service_requests.models import ServiceRequest
rows = [*Consultation.objects.values_list("number", "question"), *ServiceRequest.objects.values_list("number", "need")]
print("STORED", json.dumps({"rows": rows, "counted": sum(NumberCounter.objects.values_list("last", flat=True)),
    "consents": Consent.objects.count()}))
"""


def shell(environment: dict[str, str], script: str, word: str) -> str:
    """Return what a script says after a word."""
    out = servers.manage(environment, "shell", "--no-imports", "-c", script)
    return next(line for line in out.splitlines() if line.startswith(word)).partition(" ")[2]


class Killer(threading.Thread):
    """Kills a process soon after each form was sent: mostly one that answers, now and then a whole part.

    A part that dies again and again is started later and later, so it is met seldom; who answers is back at once.
    """

    def __init__(self, portal: servers.Portal):
        super().__init__(daemon=True)
        self.portal = portal
        self.sent: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self.killed: Counter = Counter()
        # The same kills on every run, as far as the machine lets them be.
        self.chance = random.Random(16)  # noqa: S311 - no secret

    def run(self):
        while self.sent.get():
            time.sleep(self.chance.uniform(0, WITHIN))
            with contextlib.suppress(OSError):
                self._kill_part()

    def stop(self) -> None:
        """Kill nothing any more."""
        self.sent.put(False)
        self.join()

    def _kill_part(self) -> None:
        parts = servers.children(self.portal.process.pid)
        answering = [process for part in parts for process in servers.children(part)]
        some = parts if parts and self.chance.random() < 0.05 else answering
        if some:
            os.kill(self.chance.choice(some), signal.SIGKILL)
            self.killed["part" if some is parts else "web"] += 1


class Sender:
    """Somebody who fills a form in and sends it, again and again the same, until an answer comes."""

    def __init__(self, portal: servers.Portal, town: str, killer: Killer):
        self.address, self.town, self.killer = portal.address, town, killer
        self.repeats: list[int] = []

    def stubborn(self, ask, wanted: int) -> servers.Answer:
        """Return the first answer with the wanted status."""
        last: object = None
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                last = ask()
                if last.status == wanted:
                    return last
            except (OSError, http.client.HTTPException, urllib.error.URLError) as error:
                last = error
            time.sleep(0.1)
        raise AssertionError(f"no answer {wanted}: {last}")

    def send(self, number: int) -> tuple[int, str, str]:
        """Send one form; return its number, and the number and code that it got."""
        path = list(SAID)[number % len(SAID)]
        page = self.stubborn(lambda: servers.get(self.address + path), 200)
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.body.decode()))
        cookie = page.headers["set-cookie"].partition(";")[0]
        typed = {**hidden, **{name: value.format(number=number) for name, value in SAID[path].items()}}
        typed |= {"town": self.town} if "need" in typed else {}
        tries = 0

        def post() -> servers.Answer:
            nonlocal tries
            tries += 1
            if tries <= TRIES:
                self.killer.sent.put(True)
            return servers.post(self.address + path, typed, Cookie=cookie)

        shown = unescape(self.stubborn(post, 200).body.decode())
        given = re.findall(r"(?:编号|查询码)：<strong>(\w+)</strong>", shown)
        assert len(given) == 2, shown[:2000]
        again = unescape(self.stubborn(post, 200).body.decode())
        assert given[0] in again, "the same form leads to the same case"
        self.repeats.append(tries - 2)
        return number, given[0], given[1]


def outcome(folder) -> dict:
    """Let people send while the processes die; return what they were given, and what is stored afterwards."""
    environment = servers.settings_of(folder, 8000, DJANGO_SETTINGS_MODULE=SETTINGS)
    town = shell(environment, _TOWN, "TOWN")
    with servers.portal(folder, DJANGO_SETTINGS_MODULE=SETTINGS, WEB_WORKERS="2") as portal:
        killer = Killer(portal)
        sender = Sender(portal, town, killer)
        killer.start()
        try:
            with ThreadPoolExecutor(AT_ONCE) as pool:
                given = list(pool.map(sender.send, range(POSTS)))
        finally:
            killer.stop()
        found = [sender.stubborn(lambda number=number, code=code: look_up(portal, number, code), 200) for _post, number, code in given]
    stored = json.loads(shell(environment, _STORED, "STORED"))
    files = [str(path) for name in ("media", "private") for path in (folder / name).rglob("*") if path.is_file()]
    print(f"\n{POSTS} posts, killed {dict(killer.killed)}, sent again {sum(sender.repeats)} times")  # noqa: T201 - asked for with -s
    return {"given": given, "found": found, "stored": stored, "files": files, "killed": killer.killed}


def look_up(portal: servers.Portal, number: str, code: str) -> servers.Answer:
    """Ask for a case as whoever has its number and code does."""
    page = servers.get(f"{portal.address}/cases/")
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.body.decode()))
    cookie = page.headers.get("set-cookie", "").partition(";")[0]
    return servers.post(f"{portal.address}/cases/", {**hidden, "number": number, "code": code}, Cookie=cookie)


def nothing_is_lost(said: dict) -> None:
    """Every post has one case, which its number and code open, and nothing else is there."""
    stored = dict(said["stored"]["rows"])
    assert len(said["stored"]["rows"]) == POSTS, "each once"
    assert {number: re.sub(r"\D", "", stored[number]) for _post, number, _code in said["given"]} == {
        number: str(post) for post, number, _code in said["given"]
    }
    assert said["stored"]["counted"] == POSTS, "no number is given to nobody"
    assert said["stored"]["consents"] == POSTS
    for answer, (_post, number, _code) in zip(said["found"], said["given"], strict=True):
        assert number in answer.body.decode(), "the look-up finds it"
    assert said["files"] == []
    assert said["killed"]["web"] > 0


def test_on_sqlite(tmp_path, static_files, new_county_file):
    databases.fresh_copy(new_county_file, tmp_path / databases.FILE)
    (tmp_path / "static").symlink_to(static_files, target_is_directory=True)
    nothing_is_lost(outcome(tmp_path))
