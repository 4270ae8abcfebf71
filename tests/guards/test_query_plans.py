"""Long lists are read in the order of an index: no statement of theirs sorts all rows. Plans tell, without seconds."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.web import rows
from tests.factories.every_kind import PAGES, RECORDS

# Kind of row → its list in every order; the count of rows is known and each of them is walked, as if it were long.
LISTS = {
    "product_page": ("/products/", "/products/?sort=price", "/products/?sort=price_desc", "/products/?sort=newest"),
    "news_page": ("/news/", "/news/?sort=oldest"),
    "story_page": ("/news/stories/",),
    "journal_issue_page": ("/journal/", "/journal/?sort=oldest"),
    "policy_page": ("/policies/", "/policies/?sort=issued"),
    "brand_page": ("/brands/",),
    "sight_page": ("/tourism/", "/tourism/?sort=name"),
    "culture_page": ("/culture/", "/culture/?sort=name"),
    "event_page": ("/events/?sort=newest",),
    "guide_page": ("/guides/", "/guides/?sort=name"),
    "freeservice": ("/services/free/", "/services/free/?sort=name"),
    "valueaddedservice": ("/services/paid/", "/services/paid/?sort=price", "/services/paid/?sort=price_desc"),
    "provider": ("/providers/", "/providers/?sort=newest"),
    "enterprise": ("/enterprises/", "/enterprises/?sort=newest"),
    "station": ("/stations/", "/stations/?sort=name"),
    # Their last day is in an index too, and which of the two serves better only statistics tell: the others are measured by the benchmark.
    "job": ("/jobs/?sort=ending",),
    "wantednotice": ("/talent/wanted/",),
    "recommendation": ("/talent/recommended/",),
    "trainingbase": ("/talent/bases/",),
}
FEEDS = ("products", "news", "policies", "tourism", "culture", "events", "guides", "brands", "journal", "stories")
FEEDS += ("free-services", "paid-services", "providers", "stations", "enterprises", "wanted", "bases")
# Sorting what an index has already put in order but for its last terms is sorting a handful of equal rows.
SORTS_ALL = "USE TEMP B-TREE FOR ORDER BY"


@pytest.fixture
def long_lists(new_county, monkeypatch):
    """Every list is treated as a long one: no page holds it, and it is too long to be sorted."""
    monkeypatch.setattr(rows, "SORTED", 0)
    monkeypatch.setattr("portal.catalogues.views.SORTED", 0)
    monkeypatch.setattr(rows.OrderedRows, "fits", staticmethod(lambda _size, _first, _last: False))


def keys_read(client, path: str) -> list[str]:
    """Return the statements that read a list's keys; its others are about the rows of one page."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    keys = re.compile(r'SELECT "\w+"\."(id|page_ptr_id|tourismpage_ptr_id)" AS "pk" FROM .* ORDER BY')
    return [query["sql"] for query in captured.captured_queries if keys.match(query["sql"])]


def sorting(statements: list[str]) -> list[str]:
    """Return the statements, with their plans, that sort all rows."""
    found = []
    for sql in statements:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = [row[3] for row in cursor.fetchall()]
        found += [f"{sql}\n{plan}"] if SORTS_ALL in plan else []
    return found


@pytest.mark.parametrize(("kind", "path"), [(kind, path) for kind, some in LISTS.items() for path in some])
def test_no_long_list_sorts_all_its_rows(long_lists, client, kind, path):
    for _times in range(3):
        {**PAGES, **RECORDS}[kind]()
    statements = keys_read(client, path)
    assert statements, "the list reads rows without their keys"
    assert sorting(statements) == []


def test_no_feed_sorts_all_its_rows(long_lists, client):
    for name in ("product_page", "news_page", "policy_page", "sight_page", "culture_page", "event_page", "guide_page", "enterprise"):
        {**PAGES, **RECORDS}[name]()
    assert [statement for feed in FEEDS for statement in sorting(keys_read(client, f"/feeds/{feed}/"))] == []


def test_a_page_is_found_by_its_address_through_an_index(new_county):
    from wagtail.models import Page

    sql, parameters = Page.objects.live().filter(url_path="/home/products/").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
        assert "cms_page_by_address" in " ".join(row[3] for row in cursor.fetchall())
