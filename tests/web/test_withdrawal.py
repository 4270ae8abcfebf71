"""Whatever leaves the site, in whatever way, leaves marks at its addresses before the transaction ends; nothing else does."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from portal.core import withdrawn
from portal.core.cache import shared_data_changed
from portal.moderation.takedowns import take_down
from portal.web.withdrawal import is_visible
from tests.factories.every_kind import EVERYTHING
from tests.factories.media import ImageFactory
from tests.factories.people import person
from tests.factories.talent import member, open_job, take_posts
from tests.moderation.test_review import _places_of

pytestmark = pytest.mark.usefixtures("new_county")


@pytest.fixture(autouse=True)
def empty_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def is_marked(address: str) -> bool:
    """Return whether an address is marked."""
    return withdrawn.mark_of(address).is_file()


@pytest.mark.parametrize("kind", EVERYTHING)
def test_its_page_and_the_lists_that_name_it(client, kind):
    thing = EVERYTHING[kind]()
    places = [thing.get_absolute_url(), *_places_of(thing)]
    kept = [place for place in places if client.get(place).headers.get("X-Accel-Expires") != "0"]
    for mark in withdrawn.folder().rglob("*.gone"):
        mark.unlink()
    assert is_visible(thing)
    thing.save()
    assert not is_marked(thing.get_absolute_url())
    take_down(thing, person("reviewer"), "S1-5-3", "数据有误。")
    assert is_marked(thing.get_absolute_url())
    assert [place for place in kept if not is_marked(place)] == []


@pytest.mark.parametrize("kind", ["news_page", "enterprise"])
def test_deleted(kind):
    thing = EVERYTHING[kind]()
    path = thing.get_absolute_url()
    type(thing).objects.get(pk=thing.pk).delete()
    assert is_marked(path)


def test_all_pages_below_one_that_is_deleted_or_hidden():
    first, second = EVERYTHING["news_page"](), EVERYTHING["policy_page"]()
    Page.objects.get(pk=first.get_parent().pk).delete()
    PageViewRestriction.objects.create(page=second.get_parent(), restriction_type="login")
    assert is_marked(first.get_absolute_url())
    assert is_marked(second.get_absolute_url())


def test_what_was_never_public_leaves_no_mark():
    draft = EVERYTHING["news_page"]()
    sibling = type(draft)(title="草稿", slug="draft", summary="草稿。", live=False)
    draft.get_parent().add_child(instance=sibling)
    sibling.save_revision()
    sibling.delete()
    assert not is_marked(sibling.get_absolute_url())
    assert not is_marked("/")


def test_the_posts_of_an_enterprise_that_is_taken_down():
    job = open_job(member()[1])
    take_down(job.enterprise, person("reviewer"), "S1-5-3", "冒用名称。")
    assert is_marked(job.get_absolute_url())
    assert is_marked(job.enterprise.get_absolute_url())


def test_the_pictures_of_a_page():
    page = EVERYTHING["news_page"]()
    page.cover = ImageFactory()
    page.save_revision().publish()
    take_down(page, person("reviewer"), "S1-5-3", "侵权图片。")
    assert is_marked(page.cover.file.url)


def test_pages_that_end_by_themselves_are_kept_by_nobody_in_front(client, settings):
    settings.PAGE_MEMORY_BYTES = 1_000_000
    take_posts()
    job, page = open_job(member()[1]), EVERYTHING["news_page"]()
    for path in (job.get_absolute_url(), "/jobs/", "/search/?q=茶", "/sitemap.xml"):
        assert client.get(path).headers.get("X-Accel-Expires") == "0", path
    assert "X-Accel-Expires" not in client.get(page.get_absolute_url()).headers
    page.expire_at = timezone.now() + timedelta(hours=2)
    page.save()
    for path in (page.get_absolute_url(), page.get_parent().specific.get_absolute_url(), "/"):
        assert client.get(path).headers.get("X-Accel-Expires") == "0", path


def test_what_ends_behind_an_entry_of_the_menu_does_not_end_the_page_with_the_menu(client):
    """Whether a list is empty is asked by the first page after each publication."""
    take_posts()
    open_job(member()[1])
    page = EVERYTHING["news_page"]()
    shared_data_changed()
    assert "X-Accel-Expires" not in client.get(page.get_absolute_url()).headers
