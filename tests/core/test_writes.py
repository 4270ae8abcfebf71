"""The stamp moves with every statement that writes what a public page may show, and with no other."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from portal.core.cache import current_stamp, shared
from portal.core.heartbeat import Heartbeat
from portal.core.models import CacheStamp
from portal.core.writes import is_seen
from portal.places.models import Town
from tests.factories.people import UserFactory
from tests.factories.places import TownFactory


@pytest.mark.parametrize(
    "sql",
    [
        'INSERT INTO "places_town" ("code") VALUES (%s)',
        'INSERT OR IGNORE INTO "places_town" ("code") VALUES (%s)',
        "update places_town set name = 'x'",
        'DELETE FROM "products_productpage" WHERE 1',
        'UPDATE "wagtailcore_page" SET "draft_title" = %s, "title" = %s WHERE "wagtailcore_page"."id" = %s',
        'TRUNCATE "places_town"',
        'INSERT INTO "of_a_domain_to_come" ("x") VALUES (1)',
    ],
)
def test_what_is_seen(sql):
    assert is_seen(sql)


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT 1 FROM "places_town" WHERE "name" = \'UPDATE "places_town"\'',
        "SAVEPOINT x",
        'UPDATE "django_session" SET "session_data" = %s',
        'INSERT INTO "wagtailcore_revision" ("id") VALUES (1)',
        'UPDATE "wagtailcore_page" SET "draft_title" = %s, "latest_revision_id" = %s WHERE "wagtailcore_page"."title" = %s',
        'UPDATE "accounts_user" SET "last_login" = %s WHERE "accounts_user"."id" = %s',
        'CREATE TABLE "x" ("y" integer)',
    ],
)
def test_what_is_not_seen(sql):
    assert not is_seen(sql)


@pytest.mark.parametrize(
    "write",
    [
        TownFactory,
        lambda: Town.objects.update(name="改名镇"),
        lambda: Town.objects.bulk_create([Town(code="421222199", name="新镇")]),
        lambda: Town.objects.all().delete(),
    ],
    ids=["save", "update", "bulk_create", "delete"],
)
def test_writes_without_signals_move_the_stamp(db, write):
    TownFactory()
    before = current_stamp()
    write()
    assert current_stamp() != before


def test_what_nobody_sees_leaves_the_stamp(db):
    user = UserFactory()
    before = current_stamp()
    Heartbeat.beat("worker")
    user.save(update_fields=["last_login"])
    assert current_stamp() == before


def test_many_writes_of_one_transaction_move_it_once(db):
    current_stamp()
    with CaptureQueriesContext(connection) as captured, transaction.atomic():
        for _town in range(5):
            TownFactory()
    assert sum("core_cachestamp" in query["sql"] for query in captured.captured_queries) == 1


def test_what_is_read_between_two_writes_is_forgotten_by_the_second(db):
    with transaction.atomic():
        TownFactory(name="一镇")
        assert "一镇" in shared("test:towns", lambda: list(Town.objects.values_list("name", flat=True)))
        Town.objects.update(name="二镇")
        assert shared("test:towns", lambda: list(Town.objects.values_list("name", flat=True))) == ["二镇"]


def test_a_move_that_was_rolled_back_to_a_savepoint_is_made_again(db):
    before = current_stamp()
    with transaction.atomic():
        with transaction.atomic():
            TownFactory()
            transaction.set_rollback(True)
        assert current_stamp() == before
        TownFactory()
    assert current_stamp() != before


def test_the_stamp_is_the_sum_of_its_rows(db):
    CacheStamp.objects.all().delete()
    CacheStamp.objects.bulk_create([CacheStamp(value=2), CacheStamp(value=40)])
    from portal.core.cache import _forget_stamp

    _forget_stamp()
    assert current_stamp() == 42


def test_a_write_after_a_rolled_back_one_is_not_taken_for_moved(db):
    with transaction.atomic():
        TownFactory(name="一镇")
        names = lambda: list(Town.objects.values_list("name", flat=True))  # noqa: E731 - asked twice
        assert shared("test:again", names) == ["一镇"]
        with transaction.atomic():
            Town.objects.update(name="二镇")
            transaction.set_rollback(True)
        Town.objects.update(name="三镇")
        assert shared("test:again", names) == ["三镇"]
