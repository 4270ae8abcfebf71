"""Logs can be added to and read, and nothing else, by whatever way."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from portal.core import audit
from portal.core.access_log import AccessEntry, log_view
from portal.core.append_only import SHORTEST_DAYS, AppendOnlyError
from portal.core.audit import AuditEntry
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what_to_what():
    director, person = UserFactory(is_superuser=True), UserFactory()
    entry = audit.record(
        "accounts.lock", person, actor=director, before={"locked": False}, after={"locked": True}, clause="S1-5-3", reason="多次失败"
    )
    entry.refresh_from_db()
    assert (entry.actor, entry.actor_name, entry.object_kind, entry.object_id) == (director, str(director), "accounts.user", str(person.pk))
    assert entry.after == {"locked": True}
    assert entry.object_name == f"用户 {person.pk}", "nobody can take a name out of the log when the account is closed"
    assert audit.record("accounts.registered", actor=person).actor_name == f"用户 {person.pk}"
    assert log_view(person, director, "phone").viewer_name == f"用户 {person.pk}"


def test_an_entry_outlives_the_account_of_its_actor():
    director = UserFactory(is_superuser=True)
    name = str(director)
    entry = audit.record("accounts.lock", actor=director)
    director.delete()
    entry.refresh_from_db()
    assert entry.actor_name == name


@pytest.mark.parametrize(
    "deed",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).update(reason="改了"),
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).delete(),
        lambda entry: AuditEntry.objects.bulk_update([entry], ["reason"]),
    ],
)
def test_django_refuses_changes(deed):
    entry = audit.record("accounts.lock")
    with pytest.raises(AppendOnlyError):
        deed(entry)


@pytest.mark.parametrize("table", ["core_auditentry", "core_accessentry"])
@pytest.mark.parametrize("statement", ["UPDATE {table} SET object_name = 'x'", "DELETE FROM {table}"])
def test_the_database_refuses_changes(table, statement):
    audit.record("accounts.lock")
    log_view(UserFactory(), UserFactory(), "phone")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=table))


def test_what_is_older_than_the_law_asks_may_go(monkeypatch):
    long_ago = timezone.now() - timedelta(days=SHORTEST_DAYS + 1)
    monkeypatch.setattr(timezone, "now", lambda: long_ago)
    log_view(UserFactory(), None, "phone")
    monkeypatch.undo()
    log_view(UserFactory(), None, "resume")
    assert AccessEntry.objects.all().purge(timezone.now() - timedelta(days=SHORTEST_DAYS)) == 1
    assert AccessEntry.objects.get().field == "resume"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AccessEntry.objects.all().purge(timezone.now() + timedelta(seconds=1))
