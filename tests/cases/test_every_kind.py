"""What holds for every kind of case that the portal has, whichever that are: its moves, two clerks at once, who reads what people wrote."""

import logging
from itertools import product

import pytest
from django.db import connection
from django.urls import reverse

from portal.cases.handlers import watched_kinds
from portal.cases.services import move
from portal.web.sections import sections
from search.models import SearchEntry
from tests.factories.every_case import case_of
from tests.factories.people import person, signed_in
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")
WORDS, PHONE = "山洞里的三百斤红薯", "13912344321"
each_kind = pytest.mark.parametrize("code", [kind.code for kind in watched_kinds()])


def kind_of(code: str):
    """Return the kind with this code."""
    return next(kind for kind in watched_kinds() if kind.code == code)


@each_kind
def test_a_case_moves_as_its_table_says(code):
    kind, user = kind_of(code), person("director")
    case, _code = case_of(kind)
    rows = kind.cases.filter(pk=case.pk)
    for start, end in product(kind.moves.moves, repeat=2):
        rows.update(state=start)
        if end in kind.moves.following(start):
            moved = move(kind, rows.get(), end, "已核实。", user, handles=True)
            assert (moved.state, moved.closed_at is None) == (end, end in kind.model.open_states)
        else:
            with refused("transition"):
                move(kind, rows.get(), end, "已核实。", user)
            assert rows.get().state == start


@each_kind
def test_of_two_clerks_who_have_it_open_the_first_one_counts(code):
    kind, first, second = kind_of(code), person("director"), person("director")
    case, _code = case_of(kind)
    end = next(state for state in kind.moves.following(case.state) if state not in kind.model.open_states)
    seen_by_both = [kind.cases.get(pk=case.pk) for _clerk in range(2)]
    move(kind, seen_by_both[0], end, "已答复。", first, handles=True)
    with refused("transition"):
        move(kind, seen_by_both[1], end, "我也答复。", second, handles=True)
    kept = kind.cases.get(pk=case.pk)
    assert (kept.owner, [reply.text for reply in kept.replies.all()]) == (first, ["已答复。"])


def in_plain_tables(mark: str) -> set[str]:
    """Return the tables in which a text stands readably."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - the name of a table
            if any(mark in str(value) for row in cursor.fetchall() for value in row):
                found.add(table)
    return found


@each_kind
def test_what_people_write_stands_with_their_case_alone(code, client, caplog):
    caplog.set_level(logging.DEBUG)
    kind = kind_of(code)
    case, secret = case_of(kind, text=WORDS, contact=PHONE)
    assert in_plain_tables(PHONE) == set(), "not even the case has the phone readably"
    assert in_plain_tables(WORDS) <= {kind.model._meta.db_table}
    assert in_plain_tables(secret) == set()
    assert not SearchEntry.objects.filter(body__contains=WORDS).exists()
    visited = {"/", "/sitemap.xml", "/sitemap/", "/search/?q=红薯", "/cases/", "/cases/figures/"}
    for section in sections():
        visited |= {section.url, *([f"/feeds/{section.feed}/"] if section.feed else [])}
    for path in sorted(visited):
        shown = client.get(path).content.decode()
        assert WORDS not in shown, path
        assert PHONE not in shown, path
    answer = client.post(reverse("cases:lookup"), {"number": case.number, "code": secret})
    assert secret not in answer.headers.get("Location", "")
    signed_in(person("director")).get(reverse(kind.url_name, args=[case.pk]))
    said = " ".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert not [mark for mark in (WORDS, PHONE, secret) if mark in said]
