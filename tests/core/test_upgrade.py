"""Logs that named people call them by number after the upgrade; staff keep their names, and the logs stay closed."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from portal.core.append_only import drop_triggers

BEFORE, AFTER = [("core", "0002_logs_and_consents")], [("core", "0003_people_by_number")]


def migrated(target):
    """Bring the tables to a state; return the models as they were then."""
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


@pytest.mark.django_db(transaction=True)
def test_old_entries_lose_the_names_of_the_public():
    from tests.factories.people import UserFactory

    old = migrated(BEFORE)
    staff, other = UserFactory(is_superuser=True, first_name="主任"), UserFactory(first_name="丰收")
    audit, looks, consents, texts = (old.get_model("core", name) for name in ("AuditEntry", "AccessEntry", "Consent", "ConsentText"))
    for user in (staff, other):
        audit.objects.create(
            actor_id=user.pk, actor_name=str(user), action="a", object_kind="accounts.user", object_id=user.pk, object_name=str(user)
        )
        looks.objects.create(viewer_id=user.pk, viewer_name=str(user), person_id=other.pk, field="phone")
    audit.objects.create(action="b", object_kind="talent.wantednotice", object_id="7", object_name="想在家门口做客服")
    audit.objects.create(action="b", object_kind="talent.job", object_id="8", object_name="电商客服")
    text = texts.objects.create(purpose="x", title="x", text="x")
    consents.objects.create(person_id=other.pk, text=text, object_kind="talent.wantednotice", object_id="7", object_name="想在家门口做客服")
    new = migrated(AFTER)
    number = f"用户 {other.pk}"
    rows = new.get_model("core", "AuditEntry").objects.order_by("pk").values_list("actor_name", "object_name")
    assert list(rows) == [(str(staff), str(staff)), (number, number), ("", "求职信息 7"), ("", "电商客服")]
    assert list(new.get_model("core", "AccessEntry").objects.order_by("pk").values_list("viewer_name", flat=True)) == [str(staff), number]
    assert new.get_model("core", "Consent").objects.get().object_name == "求职信息 7"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE core_auditentry SET reason = 'x'")
    # The test's own copy is emptied, which the logs refuse.
    with connection.schema_editor() as editor:
        for table in ("core_auditentry", "core_accessentry"):
            drop_triggers(table)(None, editor)
