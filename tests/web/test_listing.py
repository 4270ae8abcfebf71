"""The engine of lists: state in the address, strict parameters, links that keep the state."""

import re
from urllib.parse import urlencode

import django_filters
import pytest
from django import forms
from django.test import RequestFactory

from portal.places.models import Town
from portal.web.filters import PriceBandFilter, choice_filter
from portal.web.listing import Listing
from tests.factories.places import TownFactory

SORTS = {"name": ("按名称", ("name", "pk")), "code": ("按代码", ("-code",))}


class TownFilter(django_filters.FilterSet):
    kind = choice_filter("类别", Town.Kind.choices)


@pytest.fixture
def towns(db):
    return [TownFactory(name=f"{n:02}镇", kind="town" if n % 2 else "township") for n in range(45)]


def listing(query="", **options):
    request = RequestFactory().get(f"/towns/{query}")
    return Listing(request, Town.objects.all(), filterset_class=TownFilter, sorts=SORTS, page_size=10, **options)


def test_first_page(towns):
    found = listing()
    assert found.total == 45
    assert [town.name for town in found.items] == [f"{n:02}镇" for n in range(10)]
    assert (found.previous_url, found.next_url) == ("", "/towns/?page=2")
    assert not found.is_filtered


def test_links_keep_filters_and_drop_page_one(towns):
    found = listing("?kind=town&sort=code&page=2&utm_source=x&from=timeline")
    assert found.total == 22
    assert found.next_url == "/towns/?kind=town&sort=code&page=3"
    assert found.previous_url == "/towns/?kind=town&sort=code"
    assert [(link.label, link.url) for link in found.active] == [("类别：镇", "/towns/?sort=code")]
    assert [(link.url, link.current) for link in found.sorts] == [("/towns/?kind=town", False), ("/towns/?kind=town&sort=code", True)]
    assert found.is_filtered


def test_page_numbers_leave_out_the_far_ones(towns):
    assert [link.label or "…" for link in listing("?page=3").page_links] == ["1", "2", "3", "4", "5"]
    assert [link.label or "…" for link in listing("?page=1").page_links] == ["1", "2", "…", "5"]
    assert listing("?kind=street").page_links == []


def test_an_empty_result_is_a_page(towns):
    found = listing("?kind=street")
    assert list(found.items) == []
    assert found.total == 0
    assert found.clear_url == "/towns/"


@pytest.mark.parametrize("query", ["?x=1", "?sort=size", "?kind=%00", "?kind[]=town", "?q=x", "?csrf=1&x=2&x=3"])
def test_what_is_unknown_is_ignored(towns, query):
    found = listing(query)
    assert (found.total, found.page.number, found.next_url) == (45, 1, "/towns/?page=2")
    assert not found.is_filtered


@pytest.mark.parametrize(
    ("page", "shown"),
    [("0", 5), ("-1", 5), ("6", 5), ("999", 5), ("9" * 30, 5), ("abc", 1), ("1e9", 1), ("9" * 5000, 1), ("２", 2), (" 3 ", 3), ("2.0", 1)],
)
def test_an_odd_page_is_one_that_there_is(towns, page, shown):
    found = listing("?" + urlencode({"page": page}))
    assert found.page.number == shown
    assert len(list(found.items)) in {5, 10}
    assert found.previous_url or found.next_url


def test_a_filter_for_what_there_is_not_finds_nothing_and_can_be_taken_off(towns):
    found = listing("?kind=moon&page=3")
    assert (found.total, list(found.items), found.page.number) == (0, [], 1)
    assert [(link.label, link.url) for link in found.active] == [("类别：moon", "/towns/")]


@pytest.mark.parametrize(
    ("query", "own"),
    [("", True), ("?page=2", True), ("?kind=town&sort=code", True), ("?kind=&sort=", True), ("?utm_source=x", True)]
    + [
        (query, False)
        for query in ("?x=1", "?page=999", "?page=01", "?page=abc", "?kind=moon", "?sort=size", "?kind=town&kind=town", "?x=")
    ],
)
def test_a_list_knows_its_own_addresses(towns, query, own):
    assert listing(query).is_own is own


@pytest.mark.parametrize("query", ["?kind=", "?page=", "?utm_anything=1", "?isappinstalled=0", "?spm=1.2", "?fbclid=x"])
def test_empty_and_tracking_parameters_mean_nothing(towns, query):
    assert listing(query).total == 45


@pytest.mark.parametrize(("band", "prices"), [("0-50", {0, 49}), ("50-100", {50, 99}), ("100-300", {100, 299}), ("300-", {300, 5000})])
def test_price_bands_hold_their_lower_bound(db, band, prices):
    from portal.catalogues.models import ValueAddedService
    from tests.factories.catalogues import ValueAddedServiceFactory

    for price in (0, 49, 50, 99, 100, 299, 300, 5000):
        ValueAddedServiceFactory(live=False, price=price)
    rows = PriceBandFilter(field_name="price").filter(ValueAddedService.objects.all(), band)
    assert {int(row.price) for row in rows} == prices


def test_select_boxes_are_drawn_as_django_draws_them(towns):
    form = listing("?kind=town").form
    drawn, djangos = str(form["kind"]), str(form["kind"].as_widget(forms.Select(choices=form.fields["kind"].choices)))
    assert re.findall(r"<option.*?</option>", drawn) == re.findall(r"<option.*?</option>", djangos)
    assert '<option value="town" selected>镇</option>' in drawn
