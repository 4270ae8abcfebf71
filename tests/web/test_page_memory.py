"""Kept pages: the same as pages made anew whatever is done, for nobody who is known, counted, bounded."""

import gzip
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page, PageViewRestriction

from cms.core import view_counts
from cms.events.models import EventPage
from cms.news.models import NewsPage
from cms.products.models import ProductCategory, ProductPage
from portal.core.consents import Consent
from portal.enterprises.models import Enterprise
from portal.identity.models import SiteIdentity
from portal.places.models import Town
from portal.talent.models import Job, PracticeOffer, WantedNotice
from portal.web import page_memory, parts, rows
from portal.web.memory import Memory
from portal.web.page_memory import Kept
from tests.factories.every_kind import PAGES, RECORDS
from tests.factories.people import UserFactory
from tests.factories.talent import PracticePlace

LISTS = ["/", "/products/", "/news/", "/events/", "/events/?when=past", "/jobs/", "/enterprises/", "/talent/wanted/", "/talent/bases/"]
LISTS += ["/talent/recommended/", "/stations/", "/services/table/", "/feeds/products/", "/sitemap.xml", "/sitemap/"]
DETAILS = (ProductPage, NewsPage, EventPage, Enterprise, Job, WantedNotice, PracticeOffer)


OF_THE_MOMENT = re.compile("浏览 \\d+ 次|<lastBuildDate>[^<]*</lastBuildDate>(?=</channel>)".encode())


@pytest.fixture
def memory_on(settings):
    """Pages are kept, as in production."""
    settings.PAGE_MEMORY_BYTES = 4 * 1024 * 1024


@pytest.fixture
def county(full_county, memory_on):
    """A county with one of everything, whose pages are kept."""


def paths() -> list[str]:
    """Return what is asked for: every list and one page of each kind."""
    return [*LISTS, *(model.objects.filter(live=True).first().get_absolute_url() for model in DETAILS)]


def answers(client, asked: list[str]) -> dict[str, tuple[int, bytes]]:
    """Return status and text of each path, without the counter of visits, which every request moves, and an empty feed's time of making."""
    found = {path: client.get(path) for path in asked}
    return {path: (answer.status_code, OF_THE_MOMENT.sub(b"", answer.content)) for path, answer in found.items()}


def anew(asked: list[str]) -> dict[str, tuple[int, bytes]]:
    """Return the same of pages of which nothing is kept, neither they themselves nor their parts."""
    _forget_parts()
    return answers(Client(), asked)


def _forget_parts():
    parts.clear()
    rows.clear()


def queries(client, path: str, **options) -> list[str]:
    """Return the statements of a request; a page that is made anew has no parts to be made of."""
    _forget_parts()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path, **options).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def _raw_update():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE places_town SET name = %s", ["改名镇"])


def _moved():
    """Move a column with its articles before its sister."""
    column = NewsPage.objects.first().get_parent().specific
    column.move(column.get_siblings().last(), pos="right")


# What is done behind the pages' backs: by services, by statements without an object, by hand.
DEEDS = {
    "a page is published": PAGES["product_page"],
    "a record is published": RECORDS["job"],
    "a page is unpublished": lambda: ProductPage.objects.first().unpublish(),
    "a page is hidden by a statement": lambda: Page.objects.filter(pk=EventPage.objects.first().pk).update(live=False),
    "a page is renamed by a statement": lambda: Page.objects.filter(pk=ProductPage.objects.first().pk).update(title="新名字"),
    "a page is deleted": lambda: ProductPage.objects.first().delete(),
    "a branch is moved": _moved,
    "a section is restricted": lambda: PageViewRestriction.objects.create(
        page=Page.objects.get(slug="products", depth=3), restriction_type=PageViewRestriction.LOGIN
    ),
    "an event takes place later": lambda: EventPage.objects.update(ends_at=timezone.now() + timedelta(days=90)),
    "the centre is renamed": lambda: SiteIdentity.objects.update(centre_name="另一个中心"),
    "a category is renamed": lambda: ProductCategory.objects.update(name="另一类"),
    "a town is renamed past Django": _raw_update,
    "a town is added": lambda: Town.objects.bulk_create([Town(code="421222199", name="新镇", order=9)]),
    "a job is filled": lambda: Job.objects.update(state="filled"),
    "an enterprise is taken off": lambda: Enterprise.objects.update(live=False),
    "an enterprise changes": lambda: Enterprise.objects.update(address="新地址一号"),
    "a consent is withdrawn": lambda: Consent.objects.update(withdrawn_at=timezone.now()),
    "a place is taken": lambda: PracticePlace.objects.create(offer=PracticeOffer.objects.first(), user=UserFactory()),
    "the notices are deleted": lambda: WantedNotice.objects.all().delete(),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_no_kept_page_differs_after(county, deed):
    asked, client = paths(), Client()
    before = answers(client, asked)
    DEEDS[deed]()
    after = answers(client, asked)
    assert after == anew(asked)
    assert after != before, "the deed shows nowhere: it proves nothing"


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.sampled_from(sorted(DEEDS)), min_size=2, max_size=4, unique=True), undone=st.booleans())
def test_no_kept_page_differs_after_any_order_of_deeds(county, deeds, undone):
    with transaction.atomic():
        asked, client = paths()[::4], Client()
        for deed in deeds:
            answers(client, asked)
            try:
                with transaction.atomic():
                    DEEDS[deed]()
                    answers(client, asked)
                    transaction.set_rollback(undone)
            except (AttributeError, ValueError):
                # An earlier deed has taken away what this one is about.
                continue
            assert answers(client, asked) == anew(asked)
        transaction.set_rollback(True)


@pytest.mark.parametrize("later", [timedelta(hours=1), timedelta(days=1), timedelta(days=8), timedelta(days=40), timedelta(days=200)])
def test_no_kept_page_differs_when_time_has_passed(county, monkeypatch, later):
    Enterprise.objects.update(verified_at=timezone.now() - timedelta(days=179, hours=23, minutes=30))
    EventPage.objects.update(starts_at=timezone.now() - timedelta(hours=2), ends_at=timezone.now() + timedelta(minutes=30))
    asked, client = paths(), Client()
    before = answers(client, asked)
    moment = timezone.now() + later
    monkeypatch.setattr(timezone, "now", lambda: moment)
    after = answers(client, asked)
    assert after == anew(asked)
    assert after != before


def test_a_kept_page_asks_for_the_stamp_alone(county):
    client = Client()
    for path in paths():
        first = queries(client, path)
        again = queries(client, path)
        if path.startswith("/talent/recommended/"):
            assert len(again) > 1, "who may be seen changes at any moment"
        else:
            assert len(again) == 1, (path, again)
            assert "core_cachestamp" in again[0]
            assert len(first) > 1


@pytest.mark.parametrize(
    "path", ["/report/", "/rules/", "/search/?q=茶", "/products/?q=第", f"/products/?price={'x' * 120}", "/robots.txt"]
)
def test_what_is_never_kept(county, path):
    client = Client()
    client.get(path)
    client.get(path)
    memory = next(layer for layer in layers(client) if isinstance(layer, page_memory.PageMemoryMiddleware)).memory
    assert len(memory) == 0


def layers(client) -> list:
    """Return the middleware of a client, the outermost first."""
    found, layer = [], client.handler._middleware_chain
    while layer is not None:
        layer = getattr(layer, "__wrapped__", layer)
        found.append(layer)
        layer = getattr(layer, "get_response", None)
    return found


def test_who_is_known_is_answered_anew(county):
    client = Client()
    client.get("/products/")
    client.force_login(UserFactory())
    assert len(queries(client, "/products/")) > 1
    client.logout()
    client.get("/products/")
    assert len(queries(client, "/products/")) == 1
    client.cookies["messages"] = "x"
    assert len(queries(client, "/products/")) > 1


def test_what_somebody_who_is_known_gets_is_not_kept(county):
    client = Client()
    client.force_login(UserFactory())
    client.get("/products/")
    client.logout()
    assert len(queries(client, "/products/")) > 1


def test_hosts_and_packings_are_kept_apart(county):
    client = Client()
    plain = client.get("/products/")
    packed = client.get("/products/", HTTP_ACCEPT_ENCODING="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(client.get("/products/", HTTP_ACCEPT_ENCODING="gzip").content) == plain.content
    assert client.get("/products/").content == plain.content
    other = client.get("/products/", SERVER_NAME="www.example.cn")
    assert b"http://www.example.cn/products/" in other.content
    assert b"http://www.example.cn/products/" not in client.get("/products/").content


def test_a_reader_who_has_the_page_is_told_so(county):
    client = Client()
    tag = client.get("/products/").headers["ETag"]
    for _kept in range(2):
        assert client.get("/products/", HTTP_IF_NONE_MATCH=tag).status_code == 304
    Page.objects.filter(pk=ProductPage.objects.first().pk).update(title="新名字")
    assert client.get("/products/", HTTP_IF_NONE_MATCH=tag).status_code == 200
    head = client.head("/products/")
    assert (head.status_code, head.headers["Content-Type"]) == (200, "text/html; charset=utf-8")


def test_headers_are_those_of_a_page_made_anew(county):
    client = Client()
    made, kept = client.get("/products/"), client.get("/products/")
    assert dict(kept.headers) == dict(made.headers)


def test_visits_to_kept_pages_are_counted(county):
    article, client = NewsPage.objects.first(), Client()
    view_counts._pending.clear()
    for reader in range(3):
        client.get(article.get_absolute_url(), HTTP_USER_AGENT="Mozilla/5.0", REMOTE_ADDR=f"10.0.0.{reader}")
    assert view_counts._pending[article.pk] == 3
    view_counts._pending.clear()


def test_the_number_of_visits_is_as_fresh_as_between_processes(county, monkeypatch):
    article, client = NewsPage.objects.first(), Client()
    client.get(article.get_absolute_url())
    assert len(queries(client, article.get_absolute_url())) == 1
    moment = timezone.now() + timedelta(seconds=view_counts.LONGEST_SECONDS + 1)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    assert len(queries(client, article.get_absolute_url())) > 1


def test_drafts_and_logs_leave_kept_pages_alone(county):
    client = Client()
    client.get("/products/")
    page = ProductPage.objects.first()
    page.title = "还没审核"
    page.save_revision(user=UserFactory())
    client.get("/products/")
    page.save_revision(log_action=True)
    assert len(queries(client, "/products/")) == 1


def test_memory_is_bounded():
    memory = Memory(10_000)
    page = Kept(1, None, (), b"x" * 1500, None)
    for number in range(10):
        memory.put((number,), page)
        memory.get((0,))
    assert len(memory) == 4
    assert memory.size <= 10_000
    assert memory.get((0,)) is page
    memory.put((99,), Kept(1, None, (), b"x" * 20_000, None))
    assert len(memory) == 0
    assert memory.size == 0


def test_parameters_that_nobody_knows_fill_nothing(county):
    client = Client()
    for path in (*LISTS[:8], "/feeds/products/", "/sitemap/", Job.objects.filter(live=True).first().get_absolute_url()):
        client.get(path)
    memory = next(layer for layer in layers(client) if isinstance(layer, page_memory.PageMemoryMiddleware)).memory
    before = len(memory)
    assert before > 5
    for number in range(3):
        for path in (*LISTS[:4], LISTS[5], "/feeds/products/", "/sitemap/", Job.objects.filter(live=True).first().get_absolute_url()):
            for query in (f"x={number}", f"page={900 + number}", f"sort=x{number}", f"utm_source=x{number}", f"utm%5Fsource=x{number}"):
                answer = client.get(f"{path}?{query}")
                assert answer.status_code == 200, (path, query)
    assert len(memory) == before
    assert len(queries(client, "/products/?from=timeline&utm_source=x")) == 1, "a shared link is given what is kept"


def test_processes_share_through_redis(county, monkeypatch):
    """The cache of the tests stands in for Redis: what one process has made another gives."""
    one, other = Client(), Client()
    for client in (one, other):
        client.get("/robots.txt")
        next(layer for layer in layers(client) if isinstance(layer, page_memory.PageMemoryMiddleware)).shares = True
    one.get("/products/")
    assert len(queries(other, "/products/")) == 1
    cache.clear()
    assert len(queries(other, "/products/")) == 1, "and keeps it itself"
