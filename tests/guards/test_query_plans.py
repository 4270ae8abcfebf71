"""Long lists are read in the order of an index: no statement of theirs sorts all rows. Plans tell, without seconds."""

import re

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.cases.handlers import tell_of_late, warn, watched_kinds
from portal.core.moments import month_text
from portal.web import rows
from portal.web.listing import Listing
from tests.factories.every_case import case_of
from tests.factories.every_kind import PAGES, RECORDS
from tests.factories.people import person, signed_in

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
    "expert": ("/experts/", "/experts/?sort=newest"),
    "enterprise": ("/enterprises/", "/enterprises/?sort=newest"),
    "station": ("/stations/", "/stations/?sort=name"),
    # Their last day is in an index too, and which of the two serves better only statistics tell: the others are measured by the benchmark.
    "job": ("/jobs/?sort=ending",),
    "wantednotice": ("/talent/wanted/",),
    "recommendation": ("/talent/recommended/",),
    "trainingbase": ("/talent/bases/",),
    "venue": ("/venues/", "/venues/?sort=seats"),
    "selection": ("/selections/",),
    "tradelead": ("/supply-demand/?sort=ending",),
    "policycall": ("/policies/calls/?sort=newest",),
}
FEEDS = ("products", "news", "policies", "tourism", "culture", "events", "guides", "brands", "journal", "stories")
FEEDS += ("free-services", "paid-services", "providers", "experts", "stations", "enterprises", "wanted", "bases", "venues", "selections")
# Sorting what an index has already put in order but for its last terms is sorting a handful of equal rows.
SORTS_ALL = "USE TEMP B-TREE FOR ORDER BY"


@pytest.fixture
def keys_read(new_county, monkeypatch) -> list:
    """Every list is treated as a long one: too long to be sorted. Holds the queries of keys that were asked, as text and parameters."""
    found = []

    def noted(self, part, size):
        ordered = original(self, part, size)
        found.append(ordered.values("pk")[:2].query.sql_with_params())
        return ordered

    original = rows.OrderedRows.ordered
    monkeypatch.setattr(rows.OrderedRows, "ordered", noted)
    monkeypatch.setattr(rows, "SORTED", 0)
    monkeypatch.setattr("portal.catalogues.views.public.SORTED", 0)
    return found


def sorting(statements: list) -> list[str]:
    """Return the statements, with their plans, that sort all rows."""
    found = []
    for sql, parameters in statements:
        with connection.cursor() as cursor:
            # Of pages as long as real ones: to pick two rows from a few, sorting them is the better plan.
            cursor.execute(f"EXPLAIN QUERY PLAN {re.sub('LIMIT [0-9]+', 'LIMIT 20', sql)}", parameters)
            plan = [row[3] for row in cursor.fetchall()]
        found += [f"{sql}\n{plan}"] if SORTS_ALL in plan else []
    return found


@pytest.mark.parametrize(("kind", "path"), [(kind, path) for kind, some in LISTS.items() for path in some])
def test_no_long_list_sorts_all_its_rows(keys_read, client, monkeypatch, kind, path):
    monkeypatch.setattr("portal.web.views.Listing", lambda *args, **options: Listing(*args, **{**options, "page_size": 2}))
    monkeypatch.setattr("cms.core.indexes.IndexPage.page_size", 2)
    for _times in range(3):
        {**PAGES, **RECORDS}[kind]()
    assert client.get(path).status_code == 200
    assert keys_read, "the list reads rows without their keys"
    assert sorting(keys_read) == []


def test_no_feed_sorts_all_its_rows(keys_read, client, monkeypatch):
    monkeypatch.setattr("cms.core.feeds.ITEMS", 1)
    for name in ("product_page", "news_page", "policy_page", "sight_page", "culture_page", "event_page", "guide_page", "enterprise"):
        for _times in range(2):
            {**PAGES, **RECORDS}[name]()
    for feed in FEEDS:
        assert client.get(f"/feeds/{feed}/").status_code in {200, 404}
    assert len(keys_read) >= 8
    assert sorting(keys_read) == []


def test_a_page_is_found_by_its_address_through_an_index(new_county):
    from wagtail.models import Page

    sql, parameters = Page.objects.live().filter(url_path="/x/products/").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
        assert "cms_page_by_address" in " ".join(row[3] for row in cursor.fetchall())


# What the reports of staff ask of all pages, and what of the answer shows that no page itself was looked at or sorted.
STAFF = {
    "aging pages": lambda pages: pages.exclude(last_published_at=None).order_by("last_published_at").values("pk")[:50],
    "the last edited of a type": lambda pages: (
        pages.filter(content_type=2).order_by(F("latest_revision_created_at").desc(nulls_last=True), "title", "-pk").values("pk")[:1]
    ),
    "all pages of a branch": lambda pages: pages.filter(depth=4, path__startswith="00010002").order_by().values("depth", "path"),
}


@pytest.mark.parametrize("asked", STAFF)
def test_reports_of_staff_read_indexes(new_county, asked):
    from wagtail.models import Page

    sql, parameters = STAFF[asked](Page._base_manager.all()).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
        plan = " ".join(row[3] for row in cursor.fetchall())
    assert "cms_page_" in plan
    assert SORTS_ALL not in plan


def test_no_screen_over_cases_reads_all_of_them(new_county):
    desk, kinds = signed_in(person("superuser")), watched_kinds()
    month = month_text(timezone.localdate())
    asked = [reverse(f"cases_{name}") for name in ("home", "list", "team", "workload", "rates")]
    queries = ("due=late", "due=today", f"ended={month}", f"received={month}&answer=in_time", "owner=none")
    asked += [f"{asked[1]}?{query}" for query in queries]
    for kind in kinds:
        queue = reverse(kind.url_name, args=[case_of(kind)[0].pk]).rpartition("/")[0].rpartition("/")[0]
        ended = next(state for state in kind.moves.moves if state not in kind.model.open_states)
        asked += [f"{queue}/", f"{queue}/?state={ended}", f"{queue}/?late=1"]
    tables = {kind.model._meta.db_table for kind in kinds}
    with CaptureQueriesContext(connection) as statements:
        for address in asked:
            assert desk.get(address).status_code == 200, address
        tell_of_late()
        warn()
    of_cases = {each["sql"] for each in statements if each["sql"].startswith("SELECT") and any(table in each["sql"] for table in tables)}
    assert len(of_cases) > len(asked)
    for sql in of_cases:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            scanned = {match[1] for row in cursor.fetchall() if (match := re.fullmatch(r"SCAN (\w+)", row[3]))}
        assert not scanned & {*tables, "U0", "V0"}, sql
