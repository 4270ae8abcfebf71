"""Entries follow the things they stand for, in the transaction of the thing."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from portal.catalogues.models import Provider
from search.engines.database.engine import DatabaseEngine
from search.models import SearchEntry, SearchTerm
from search.presenters import Presented
from search.queries import QueryParameters
from search.reconciling import reconcile_daily
from search.writing import remove_what_has_run_out
from tests.factories.every_kind import EVERYTHING, PAGES, RECORDS

# Recommended people are shown to those who look at the list, and named to no search (portal/talent/sections.py).
WITHHELD = {"recommendation"}
pytestmark = pytest.mark.usefixtures("new_county")


def entry_of(thing) -> SearchEntry | None:
    """Return the live entry of a thing."""
    return SearchEntry.objects.visible().filter(model=type(thing)._meta.label_lower, object_id=str(thing.pk)).first()


@pytest.mark.parametrize("name", [name for name in EVERYTHING if name not in WITHHELD])
def test_everything_public_has_an_entry(name):
    thing = EVERYTHING[name]()
    entry = entry_of(thing)
    assert entry.title == str(thing)
    assert entry.url == thing.get_absolute_url()
    assert entry.title_grams


def test_sections_are_found_by_their_names():
    assert set(SearchEntry.objects.filter(kind="section").values_list("title", flat=True)) >= {"政策", "特色产品", "通知公告"}


def test_who_saves_one_field_does_not_bring_back_old_values_of_others():
    held = RECORDS["enterprise"]()
    newer = type(held).objects.get(pk=held.pk)
    newer.name = "后来的名字"
    newer.save()
    held.save(update_fields=["address"])
    assert entry_of(held).title == "后来的名字"


def test_what_no_save_told_of_is_repaired_every_day_and_said(caplog):
    enterprise = RECORDS["enterprise"]()
    type(enterprise).objects.filter(pk=enterprise.pk).update(name="改了名字的合作社")
    reconcile_daily()
    assert entry_of(enterprise).title == "改了名字的合作社"
    assert "repaired" in caplog.text
    caplog.clear()
    reconcile_daily()
    assert caplog.text == ""


def test_an_absent_server_keeps_no_entry_from_its_daily_repair(settings, caplog):
    enterprise = RECORDS["enterprise"]()
    type(enterprise).objects.filter(pk=enterprise.pk).update(name="改了名字的合作社")
    settings.ELASTICSEARCH = {**settings.ELASTICSEARCH, "url": "http://127.0.0.1:9"}
    reconcile_daily()
    assert entry_of(enterprise).title == "改了名字的合作社"
    assert "not compared" in caplog.text


def test_taking_off_the_site_leaves_a_tombstone_without_text():
    page = PAGES["news_page"]()
    before = entry_of(page)
    page.unpublish()
    after = SearchEntry.objects.get(pk=before.pk)
    assert not after.live
    assert after.title == after.body == after.title_grams == ""
    assert after.version > before.version
    page.save_revision().publish()
    again = SearchEntry.objects.get(pk=before.pk)
    assert again.live
    assert again.version > after.version


def test_deleting_leaves_a_tombstone():
    record = RECORDS["enterprise"]()
    entry = entry_of(record)
    record.delete()
    assert not SearchEntry.objects.get(pk=entry.pk).live


def test_a_failed_transaction_changes_no_entry():
    page = PAGES["news_page"]()
    before = entry_of(page)

    def fail():
        with transaction.atomic():
            page.title = "另一个题目"
            page.save_revision().publish()
            assert entry_of(page).title == "另一个题目"
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert entry_of(page).title == before.title
    assert entry_of(page).version == before.version


def test_saving_without_a_change_writes_nothing():
    record = RECORDS["station"]()
    before = entry_of(record)
    record.save()
    assert entry_of(record).version == before.version


def test_a_suspended_provider_is_not_found():
    record = RECORDS["provider"]()
    assert entry_of(record)
    record.state = Provider.State.SUSPENDED
    record.save()
    assert entry_of(record) is None


def test_a_restricted_page_is_not_found():
    page = PAGES["policy_page"]()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert entry_of(page) is None
    restriction.delete()
    assert entry_of(page)


def test_a_new_address_of_a_section_reaches_all_entries_below():
    page = PAGES["product_page"]()
    section = Page.objects.get(slug="products", depth=3).specific
    section.slug = "goods"
    section.save_revision().publish()
    assert entry_of(page).url == f"/goods/{page.slug}/"


def test_terms_are_counted_with_their_entries():
    record = RECORDS["freeservice"]()
    entry = entry_of(record)
    word = next(word for word in entry.keyword_words.split() if len(word) > 1)
    counted = SearchTerm.objects.get(text=word).entries
    record.delete()
    assert SearchTerm.objects.get(text=word).entries == counted - 1


@pytest.mark.parametrize("name", ["job", "wantednotice", "practiceoffer"])
def test_what_has_a_last_day_is_not_found_from_the_next_on(name):
    thing = RECORDS[name]()
    query, entry = QueryParameters(str(thing)), entry_of(thing)
    last_day = getattr(thing, "valid_until", None) or thing.apply_until
    assert timezone.localtime(entry.visible_until).isoformat()[:19] == f"{last_day + timedelta(days=1)}T00:00:00"

    def found() -> bool:
        return thing.get_absolute_url() in {row.url for row in Presented(query, DatabaseEngine().search(query)).rows}

    remove_what_has_run_out()
    assert found()
    SearchEntry.objects.filter(pk=entry.pk).update(visible_until=timezone.now())
    assert not found()
    remove_what_has_run_out()
    after = SearchEntry.objects.get(pk=entry.pk)
    assert (after.live, after.title, after.version > entry.version) == (False, "", True)
