"""While another program holds the write lock: everybody reads on, and what is sent meanwhile is answered in time and not lost.

No test waits for a while and hopes: the lock is held until all have been answered, and whoever waited for it would wait for minutes.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

import pytest

from tests.support import databases, servers
from tests.support.sessions import session_of

PUBLIC = [
    *["/", "/news/", "/policies/", "/products/", "/brands/", "/tourism/", "/culture/", "/events/", "/journal/", "/guides/", "/jobs/"],
    *["/enterprises/", "/stations/", "/training/", "/about/", "/sitemap/", "/search/?q=%E8%8C%B6", "/feeds/news/", "/report/"],
]
OWN = ["/my/", "/my/data/", "/my/messages/", "/my/resume/", "/my/jobs/", "/my/enterprise/", "/talent/wanted/post/", "/"]
# As long as a test may take: whoever waits for the lock is found out.
FOR_EVER = "600"


@contextmanager
def locked_sqlite(file) -> Iterator[None]:
    """Hold the write lock of a SQLite database."""
    other = sqlite3.connect(file, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
    finally:
        other.close()


@contextmanager
def locked_postgresql(database_url: str) -> Iterator[None]:
    """Hold every table of a PostgreSQL database against writing."""
    import psycopg

    with psycopg.connect(database_url) as other:
        tables = other.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        statement = "LOCK TABLE " + ", ".join(f'"{table}"' for (table,) in tables) + " IN EXCLUSIVE MODE"
        for last in (False,) * 20 + (True,):
            try:
                other.execute(statement)
                break
            except psycopg.errors.DeadlockDetected:
                # The portal was in the middle of a transaction that takes tables in another order.
                other.rollback()
                if last:
                    raise
        yield


def read_by_all(portal: servers.Portal, cookies: str) -> dict[str, int]:
    """Return the answers to a visitor and to a member by path."""
    visitor = {path: servers.get(f"{portal.address}{path}").status for path in PUBLIC}
    member = {f"member: {path}": servers.get(f"{portal.address}{path}", Cookie=cookies).status for path in OWN}
    return {**visitor, **member}


def report(portal: servers.Portal) -> tuple[dict[str, str], str]:
    """Return a report of the public as its page has drawn it, filled in, and the cookie that goes with it."""
    answer = servers.get(f"{portal.address}/report/")
    html = answer.body.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))
    cookie = answer.headers["set-cookie"].partition(";")[0]
    return {**hidden, "url": "/news/", "problem": "stale", "text": "电话打不通，锁住时写的。"}, cookie


def sent_while_locked(portal: servers.Portal, locked) -> None:
    """Send a form while the lock is held, and the same again when it is not."""
    typed, cookie = report(portal)
    with locked:
        answer = servers.post(f"{portal.address}/report/", typed, Cookie=cookie)
        assert answer.status == 503
        assert int(answer.headers["retry-after"]) > 0
        page = unescape(answer.body.decode())
        assert typed["text"] in page
        assert "没有保存" in page
    again = servers.post(f"{portal.address}/report/", typed, Cookie=cookie)
    assert again.status == 200, again.body.decode()[:3000]
    assert typed["text"] not in again.body.decode()


def test_sqlite(data_dir):
    cookies, _token = session_of(data_dir)
    with servers.portal(data_dir, WRITE_WAIT_SECONDS=FOR_EVER) as portal, locked_sqlite(data_dir / databases.FILE):
        answers = read_by_all(portal, cookies)
    assert set(answers.values()) == {200}, answers
    with servers.portal(data_dir, WRITE_WAIT_SECONDS="1") as portal:
        sent_while_locked(portal, locked_sqlite(data_dir / databases.FILE))


@pytest.mark.postgresql
def test_postgresql(tmp_path, static_files, postgresql_as_set_up):
    database_url = servers.copied_database(postgresql_as_set_up, "locked")
    (tmp_path / "static").symlink_to(static_files, target_is_directory=True)
    cookies, _token = session_of(tmp_path, DATABASE_URL=database_url)
    with servers.portal(tmp_path, DATABASE_URL=database_url, WRITE_WAIT_SECONDS=FOR_EVER) as portal, locked_postgresql(database_url):
        answers = read_by_all(portal, cookies)
    assert set(answers.values()) == {200}, answers
    with servers.portal(tmp_path, DATABASE_URL=database_url, WRITE_WAIT_SECONDS="1") as portal:
        sent_while_locked(portal, locked_postgresql(database_url))
