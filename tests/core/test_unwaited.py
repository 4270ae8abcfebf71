"""Writes on the way of a reader: at once or not at all."""

import sqlite3
from contextlib import closing

import pytest
from django.conf import settings
from django.core.signals import request_finished
from django.db import ConnectionHandler, OperationalError, connection, transaction
from django.test import Client

from cms.core import view_counts
from portal.accounts import middleware
from portal.core import access_log
from portal.core.access_log import AccessEntry, log_view
from portal.core.unwaited import unwaited
from portal.media.renditions import rendition_of
from portal.settings import env
from search import query_log
from tests.factories.media import ImageFactory
from tests.factories.people import UserFactory, agreed

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def locked(committed):
    """Returns what takes the database's lock, as another program would, until the block ends."""

    def lock():
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        return closing(other)

    return lock


@pytest.fixture(autouse=True)
def _waits_for_long(committed):
    """Whoever waits for the lock would wait for so long that nobody could miss it."""
    connection.ensure_connection()
    before = _wait()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 600000")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {before}")


def _wait() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        return cursor.fetchone()[0]


def test_it_fails_at_once_and_changes_nothing_else(locked):
    with locked(), pytest.raises(OperationalError, match="locked"), unwaited():
        UserFactory()
    assert _wait() == 600_000
    with unwaited():
        UserFactory()
    with transaction.atomic(), unwaited():
        assert _wait() == 600_000


def test_a_look_at_personal_data_is_kept_and_written_later(locked, caplog):
    viewer, person = UserFactory(), UserFactory()
    with locked():
        log_view(viewer, person, "phone")
        request_finished.send(sender=None)
    assert AccessEntry.objects.count() == 0
    assert f"person {viewer.pk} looks at phone of person {person.pk}" in caplog.text
    request_finished.send(sender=None)
    assert [(entry.viewer, entry.person, entry.field) for entry in AccessEntry.objects.all()] == [(viewer, person, "phone")]
    request_finished.send(sender=None)
    assert AccessEntry.objects.count() == 1


def test_what_cannot_be_kept_is_not_shown(locked, monkeypatch):
    monkeypatch.setattr(access_log, "MAX_PENDING", 0)
    viewer = UserFactory()
    with locked(), pytest.raises(OperationalError):
        log_view(viewer, viewer, "phone")


def test_visits_and_searches_are_kept(locked, rf):
    view_counts.count(rf.get("/"), 1)
    query_log.count(rf.get("/"), "茶叶", 1)
    with locked():
        view_counts.write()
        query_log.write()
    assert view_counts.total(1) == 1
    assert set(query_log._pending) == {"茶叶"}


def test_a_session_is_not_seen_again_until_it_can_be_written(locked, monkeypatch):
    monkeypatch.setattr(middleware, "SEEN_EVERY_SECONDS", -1)
    client = Client()
    client.force_login(agreed(UserFactory()))
    seen = lambda: client.session["gate"]["seen"]  # noqa: E731
    session = client.session
    session["gate"] = {**session["gate"], "seen": session["gate"]["seen"] - 5}
    session.save()
    before = seen()
    with locked():
        assert client.get("/my/").status_code == 200
    assert seen() == before
    assert client.get("/my/").status_code == 200
    assert seen() > before


def test_a_picture_whose_size_cannot_be_stored_is_left_out(locked):
    image = ImageFactory()
    with locked():
        assert rendition_of(image, "width-320|format-webp") is None
    assert rendition_of(image, "width-320|format-webp") is not None


def test_a_commit_is_on_the_disk_before_it_is_confirmed(tmp_path):
    served = ConnectionHandler({"default": env.sqlite(tmp_path / "portal.sqlite3")})["default"]
    with served.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone()[0] == 2
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone()[0] == "wal"
    served.close()
    assert settings.DATABASES["default"]["OPTIONS"]["timeout"] == 10
