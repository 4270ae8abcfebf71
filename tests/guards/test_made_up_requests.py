"""More than five thousand made-up requests over every address, as everybody there is: no failure, nothing changed by looking, nothing told.

Each request meets the same county; what it changes is rolled back. A longer run is the same with other seeds.
"""

import logging
import random
import re
import traceback
from functools import partial
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.test import Client, TestCase
from django.test.utils import override_settings
from django.urls import NoReverseMatch

from tests.factories.people import agreed, person
from tests.guards.addresses import Samples, addresses
from tests.guards.belongings import Belongings
from tests.support import databases
from tests.support.drawn import drawn_pairs
from tests.support.odd_requests import Maker, OddRequest, Target

SEEDS, OF_EACH = range(12), 430
SECRET = "typed-and-never-logged-7391"
OK, FAILED = 200, 500
LOOKING = {"GET", "HEAD", "OPTIONS", "TRACE"}
WRITES = re.compile(r"\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+[\"`]?(\w+)", re.IGNORECASE)
# How much of all goes to whose addresses, and who sends it there.
SHARES = (4, 3, 3)
_MEMBERS = {"visitor": 2, "agreed": 3, "seeker": 3, "owner": 4, "editor": 1}
ROLES = {
    "public": {"visitor": 6, "agreed": 1, "seeker": 2, "owner": 2, "editor": 1, "director": 1},
    "members": _MEMBERS,
    "staff": {"visitor": 1, "owner": 1, "editor": 2, "reviewer": 2, "director": 2, "superuser": 3},
}
# They open connections of their own, which a test's transaction cannot bear; the last breaks on purpose.
LEFT_OUT = {"healthz", "readyz", "wagtailadmin_error_test"}
# Written by looking, on purpose: who has taken out or seen whose data, that somebody is still there or has read something, a size of a
# picture, and what tells of a new one. None of them holds up a page (tests/parts/test_write_lock.py); the editor's screens of Wagtail do.
BY_LOOKING = {
    *("core_accessentry", "core_auditentry", "core_cachestamp", "django_session", "accounts_message", "talent_application"),
    *("media_customrendition", "wagtailadmin_editingsession"),
    # Wagtail's own: whether an editor hears of comments, an account's preferences, and the size of an old document.
    *("wagtailcore_pagesubscription", "media_customdocument", "wagtailsearch_indexentry", "wagtailusers_userprofile"),
}


class Everybody:
    """The county with something for every address, everybody who may ask, and the forms that pages have drawn for them."""

    def __init__(self):
        samples, belongings = Samples(person("editor")), Belongings()
        staff = {role: agreed(person(role)) for role in ("editor", "reviewer", "director", "superuser")}
        people = {**{name: belongings.people[name] for name in ("agreed", "seeker", "owner")}, **staff}
        self.targets = _targets(samples, belongings)
        self.sessions = {"visitor": "", **{role: _session(user) for role, user in people.items()}}
        self._drawn: dict[tuple[str, str], list] = {}

    def drawn(self, role: str, target: Target) -> list[tuple[str, str]]:
        """Return what the form of a page would send, as it was when it was first asked for; a secret in the place of passwords."""
        if (role, target.name) not in self._drawn:
            with transaction.atomic():
                answer = ask(self.sessions[role], OddRequest("GET", quote(target.path)))
                html = answer.content.decode("utf-8", "replace") if answer.status_code == OK and not answer.streaming else ""
                transaction.set_rollback(True)
            pairs = drawn_pairs(html) if "<form" in html else []
            self._drawn[role, target.name] = [(name, SECRET if "password" in name else value) for name, value in pairs]
        return self._drawn[role, target.name]


def _targets(samples: Samples, belongings: Belongings) -> dict[str, list[Target]]:
    """Return the addresses by whose they are: of the public, of members, of staff; things of somebody's go before samples."""
    found: dict[str, list[Target]] = {"public": [], "members": [], "staff": []}
    for address in addresses():
        if address.name in LEFT_OUT:
            continue
        path = _path(address, belongings) or samples.path(address)
        whose = "staff" if path.startswith("/admin/") else "members" if path.startswith(("/my/", "/accounts/")) else "public"
        values = tuple(piece for piece in path.strip("/").split("/") if address.parameters and piece not in address.route)
        found[whose].append(Target(address.name, path, values))
    return found


def _path(address, belongings: Belongings) -> str:
    try:
        return belongings.path(address) if address.parameters and not address.route.startswith("admin/") else ""
    except (StopIteration, AttributeError, NoReverseMatch):
        return ""


def _session(user) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def ask(session: str, request: OddRequest):
    """Send a request in the session of somebody, or of nobody, and return the answer."""
    cookies = {settings.SESSION_COOKIE_NAME: session, **request.cookies} if session else request.cookies
    environ = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in request.headers.items()}
    environ["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    environ["HTTP_HOST"] = request.host or "localhost"
    client = Client(raise_request_exception=False)
    return client.generic(request.method, request.path, request.body, request.content_type, QUERY_STRING=request.query, **environ)


class Watch:
    """Notes what goes wrong in a request: errors, tables that are written, what is logged."""

    def __init__(self):
        self.errors: list[str] = []
        self.written: set[str] = set()
        self.logged: list[str] = []

    def note_error(self, **_kwargs) -> None:
        """Note the exception that is being handled; called by Django's signal."""
        self.errors.append("".join(traceback.format_exc().splitlines(keepends=True)[-12:]))

    def note_write(self, execute, sql, params, many, context):
        """Note the table that a statement writes to."""
        found = WRITES.match(str(sql))
        if found:
            self.written.add(found[1].lower())
        return execute(sql, params, many, context)

    def emit(self, record: logging.LogRecord) -> None:
        """Note a line of the log with its traceback."""
        self.logged.append(logging.Formatter().format(record))


def faults(everybody: Everybody, seed: int, number: int) -> list[str]:
    """Send the requests of a seed and return what was wrong, a text each."""
    chance, found = random.Random(seed), []  # noqa: S311 - has to be repeatable
    watch, handler = Watch(), logging.Handler()
    handler.emit = watch.emit
    got_request_exception.connect(watch.note_error)
    logging.getLogger().addHandler(handler)
    try:
        with connection.execute_wrapper(watch.note_write):
            makers = {role: Maker(seed + place, partial(everybody.drawn, role)) for place, role in enumerate(everybody.sessions)}
            for _time in range(number):
                target, role = _chosen(everybody, chance)
                request = makers[role].make(target)
                wrong = _wrong(everybody.sessions[role], request, watch)
                found += [f"seed {seed}, {role}, {target.name}: {text}\n  {request}" for text in wrong]
    finally:
        logging.getLogger().removeHandler(handler)
        got_request_exception.disconnect(watch.note_error)
    return found


def _chosen(everybody: Everybody, chance: random.Random) -> tuple[Target, str]:
    whose = chance.choices(("public", "members", "staff"), SHARES)[0]
    return chance.choice(everybody.targets[whose]), chance.choices(*zip(*ROLES[whose].items(), strict=True))[0]


def _wrong(session: str, request: OddRequest, watch: Watch) -> list[str]:
    watch.errors.clear(), watch.written.clear(), watch.logged.clear()
    wrong, body, status = [], b"", 0
    with transaction.atomic():
        try:
            with TestCase.captureOnCommitCallbacks(execute=True):
                answer = ask(session, request)
                status, body = answer.status_code, b"".join(answer.streaming_content) if answer.streaming else answer.content
            if watch.written and request.method not in LOOKING:
                connection.check_constraints()
        except Exception:
            watch.note_error()
        transaction.set_rollback(True)
    if status >= FAILED or watch.errors:
        wrong.append(f"{status} {watch.errors}")
    if request.method in LOOKING and watch.written - BY_LOOKING:
        wrong.append(f"writes {watch.written - BY_LOOKING}")
    told = [word for word in (settings.SECRET_KEY, SECRET, "Traceback (most") if word.encode() in body]
    logged = [line for line in watch.logged if SECRET in line or settings.SECRET_KEY in line]
    return [*wrong, *(f"tells {word}" for word in told), *(f"logs {line}" for line in logged)]


@pytest.fixture(scope="module")
def _everybody(new_county_file, django_db_blocker, worker_folder):
    file = databases.fresh_copy(new_county_file, worker_folder / "everybody.sqlite3")
    with django_db_blocker.unblock(), databases.used(file, worker_folder):
        return file, Everybody()


@pytest.fixture
def everybody(_everybody, django_db_blocker, worker_folder, request, monkeypatch) -> Everybody:
    """Everybody in their county, rolled back after the test."""
    file, found = _everybody
    # What is deleted comes back with the next request, and its files with it.
    monkeypatch.setattr(FileSystemStorage, "delete", lambda _storage, _name: None)
    with django_db_blocker.unblock(), databases.used(file, worker_folder), override_settings(ALLOWED_HOSTS=["localhost"]):
        request.getfixturevalue("db")
        yield found


def test_there_are_more_than_five_thousand():
    assert len(SEEDS) * OF_EACH > 5000


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_sent_nothing_breaks(everybody, seed):
    found = faults(everybody, seed, OF_EACH)
    assert found == [], "\n".join(found)
