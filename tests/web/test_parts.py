"""Parts of pages: kept for as long as they are right, bounded, and never of what depends on who asks."""

from collections import OrderedDict
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.core import clock
from portal.core.cache import recent, shared_data_changed
from portal.places.models import Town
from portal.web import parts, rows
from portal.web.memory import Memory
from portal.web.rows import OrderedRows

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns(db) -> list[Town]:
    """Towns by name."""
    return [Town.objects.create(code=f"4212220{number:02}", name=f"{number:02}镇", order=number) for number in range(9)]


def made_of(*texts: str):
    """Return a function that gives one text after another."""
    left = iter(texts)
    return lambda: next(left)


def test_a_part_is_made_once_while_nothing_changes(db):
    make = made_of("one", "two", "three")
    assert [parts.part("name", make), parts.part("name", make)] == ["one", "one"]
    assert parts.part("another name", make) == "two"
    shared_data_changed()
    assert parts.part("name", make) == "three"


def test_a_part_is_made_again_when_its_moment_has_come(db, monkeypatch):
    def make():
        clock.changes_at(timezone.now() + timedelta(minutes=10))
        return str(timezone.now())

    first = parts.part("name", make)
    assert parts.part("name", make) == first
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert parts.part("name", make) == str(later)


def test_a_part_is_made_again_on_another_day(db, monkeypatch):
    make = made_of("one", "two")
    parts.part("name", make)
    monkeypatch.setattr(timezone, "localdate", lambda: timezone.now().date() + timedelta(days=2))
    assert parts.part("name", make) == "two"


def test_whoever_keeps_what_a_part_goes_into_is_told_its_moment(db):
    moment = timezone.now() + timedelta(minutes=10)

    def make():
        clock.changes_at(moment)
        return "text"

    for _made_then_found in range(2):
        with clock.watched() as watch:
            parts.part("name", make)
        assert watch.until == moment


def test_what_changes_at_any_moment_is_no_part(db):
    def make():
        clock.changes_within(0)
        return next(texts)

    texts = iter(["one", "two"])
    with clock.watched() as watch:
        assert parts.part("name", make) == "one"
    assert watch.until <= timezone.now()
    assert parts.part("name", make) == "two"


def test_parts_are_bounded(db, monkeypatch):
    monkeypatch.setattr(parts, "_memory", Memory(3000))
    for number in range(20):
        parts.part(number, lambda: "x" * 500)
    assert parts.found(19) is not None
    assert parts.found(0) is None


def test_rows_that_are_drawn_are_not_read(towns):
    page = OrderedRows(Town.objects.all(), ("name", "pk")).page(slice(2, 5))
    assert page.drawn("name", lambda town: town.name) == ["02镇", "03镇", "04镇"]
    again = OrderedRows(Town.objects.all(), ("-name", "pk")).page(slice(3, 8))
    with CaptureQueriesContext(connection) as captured:
        assert again.drawn("name", lambda town: town.name) == ["05镇", "04镇", "03镇", "02镇", "01镇"]
    assert len(captured) == 1, "only the two that no page has shown"
    Town.objects.filter(code=towns[3].code).update(name="改名镇")
    assert "改名镇" in OrderedRows(Town.objects.all(), ("code",)).page(slice(0, 9)).drawn("name", lambda town: town.name)


def test_pages_from_every_place_of_a_list_are_in_its_order(towns, monkeypatch):
    names = [f"{number:02}镇" for number in range(9)]
    for sorted_where_found in (0, 2, 2000):
        monkeypatch.setattr(rows, "SORTED", sorted_where_found)
        rows.clear()
        for first in range(9):
            for _read_then_kept in range(2):
                page = OrderedRows(Town.objects.all(), ("name", "pk")).page(slice(first, first + 2))
                assert [town.name for town in page] == names[first : first + 2]


def test_keys_that_are_kept_follow_the_rows(towns):
    assert len(OrderedRows(Town.objects.all(), ("name",)).page(slice(0, 20))) == 9
    towns[0].delete()
    assert next(iter(OrderedRows(Town.objects.all(), ("name",)).page(slice(0, 20)))).name == "01镇"


def test_keys_are_bounded(towns, monkeypatch):
    monkeypatch.setattr(rows, "_KEYS_KEPT", 3 * rows._KEYS_OVERHEAD)
    for first in range(8):
        OrderedRows(Town.objects.all(), ("name",)).page(slice(first, first + 1))
    assert len(rows._keys) == 2


def test_the_recent_are_kept_and_the_others_given_up(db, monkeypatch):
    monkeypatch.setattr("portal.core.cache._recent", OrderedDict())
    monkeypatch.setattr("portal.core.cache._MOST_RECENT", 2)
    make = made_of("one", "two", "three", "four")
    assert [recent("a", make), recent("b", make), recent("a", make), recent("c", make)] == ["one", "two", "one", "three"]
    assert recent("a", make) == "one"
    assert recent("b", make) == "four"
