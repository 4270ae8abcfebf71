"""Nobody publishes alone, whatever the door: the editor's buttons, forms sent by hand, bulk actions, copies, reverts, the admin's API."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Page

from tests.factories.every_kind import EVERYTHING, PAGES, RECORDS
from tests.factories.people import person
from tests.support.forms import body, filled

STAFF = ("editor", "reviewer", "director", "superuser")
# Whoever has every right tries every kind; one kind, with what people hand in and what is for sale beside it, is tried by all.
_OF_ALL_ROLES = ("news_page", "enterprise", "valueaddedservice", "nomination")
# Written by the public only: nobody adds them in the back office.
HANDED_IN = {"nomination", "tradelead"}


def edit_address(thing) -> str:
    """Return the address of the editor."""
    if isinstance(thing, Page):
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
    return reverse(type(thing).snippet_viewset.get_url_name("edit"), args=[thing.pk])


def text_field(thing) -> str:
    """Return the name of a text that every kind shows."""
    return next(name for name in ("title", "short_name", "hours", "introduction", "reason", "description") if hasattr(thing, name))


def own_field(model) -> str:
    """Return the name of a field that only the editor's form has."""
    return next((name for name in ("slug", "title", "product") if hasattr(model, name)), "reason")


def draft_of(kind: str, author):
    """Return something live with a newer draft by ``author``."""
    thing = EVERYTHING[kind]()
    setattr(thing, text_field(thing), "新的文字")
    thing.save_revision(user=author)
    return thing


def public_text(thing) -> str:
    """Return the text that is on the site now."""
    return getattr(type(thing).objects.get(pk=thing.pk), text_field(thing))


def tried(kinds) -> list[tuple[str, str]]:
    """Return who tries which kind."""
    return [(kind, role) for kind in kinds for role in (STAFF if kind in _OF_ALL_ROLES else ("superuser",))]


@pytest.mark.parametrize(("kind", "role"), tried(["news_page", *RECORDS]))
def test_publish_sent_by_hand_publishes_nothing(new_county, client, kind, role):
    thing = draft_of(kind, person("editor"))
    client.force_login(person(role))
    address = edit_address(thing)
    screen = client.get(address)
    assert b'name="action-publish"' not in screen.content
    extra = body() if kind == "news_page" else {}
    client.post(address, filled(screen, own_field(type(thing)), **extra, **{"action-publish": "1"}))
    assert public_text(thing) != "新的文字"


@pytest.mark.parametrize("role", STAFF)
@pytest.mark.parametrize("kind", PAGES)
def test_no_role_may_publish_a_page_type(new_county, kind, role):
    page = PAGES[kind]()
    rights = page.permissions_for_user(person(role))
    assert not rights.can_publish()
    assert not rights.can_publish_subpage()


@pytest.mark.parametrize("role", STAFF)
def test_a_new_page_starts_as_a_draft(new_county, client, role):
    column = PAGES["news_page"]().get_parent()
    client.force_login(person(role))
    address = reverse("wagtailadmin_pages:add", args=["news", "newspage", column.pk])
    data = filled(client.get(address), title="新文章", slug="new-one", summary="摘要", **body(), **{"action-publish": "1"})
    client.post(address, data)
    made = Page.objects.filter(slug="new-one").first()
    assert made is not None
    assert not made.live


@pytest.mark.parametrize(("kind", "role"), tried(kind for kind in RECORDS if kind not in HANDED_IN))
def test_a_new_record_starts_as_a_draft(new_county, client, kind, role):
    model = type(RECORDS[kind]())
    shown = model.objects.filter(live=True).count()
    client.force_login(person(role))
    address = reverse(model.snippet_viewset.get_url_name("add"))
    typed = {"name": "新记录", "slug": "new-one"} if own_field(model) == "slug" else {"title": "新记录"}
    client.post(address, filled(client.get(address), own_field(model), **typed, **{"action-publish": "1"}))
    assert model.objects.filter(live=True).count() == shown


@pytest.mark.parametrize("role", STAFF)
def test_bulk_publish_publishes_nothing(new_county, client, role):
    page = draft_of("news_page", person("editor"))
    client.force_login(person(role))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={page.pk}&next=/admin/", {"next": "/admin/"})
    assert public_text(page) != "新的文字"
    client.post(f"{address}?id={page.get_parent().pk}&next=/admin/", {"next": "/admin/", "include_descendants": "on"})
    assert public_text(page) != "新的文字"


@pytest.mark.parametrize("role", STAFF)
def test_the_admins_api_publishes_nothing(new_county, client, role):
    page = draft_of("news_page", person("editor"))
    client.force_login(person(role))
    for action in ("publish", "copy", "create_alias", "revert_to_page_revision"):
        address = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
        assert client.post(address, json.dumps({}), content_type="application/json").status_code in {403, 404}
    assert public_text(page) != "新的文字"


@pytest.mark.parametrize("role", STAFF)
def test_a_copy_is_a_draft(new_county, client, role):
    page = PAGES["news_page"]()
    client.force_login(person(role))
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    screen = client.get(address)
    assert b"publish_copies" not in screen.content
    client.post(
        address, {"new_title": "副本", "new_slug": "a-copy", "new_parent_page": page.get_parent().pk, "publish_copies": "on", "alias": "on"}
    )
    assert not Page.objects.filter(slug="a-copy", live=True).exists()
    address = reverse("wagtailadmin_api:pages:action", args=[page.pk, "copy"])
    client.post(address, json.dumps({"keep_live": True, "slug": "copy-by-api"}), content_type="application/json")
    assert not Page.objects.filter(slug="copy-by-api", live=True).exists()


@pytest.mark.parametrize("role", STAFF)
@pytest.mark.parametrize("kind", ["news_page", "enterprise", "valueaddedservice"])
def test_going_back_to_an_old_text_publishes_nothing(new_county, client, kind, role):
    thing = draft_of(kind, person("editor"))
    old = thing.latest_revision
    client.force_login(person(role))
    if isinstance(thing, Page):
        address = reverse("wagtailadmin_pages:revisions_revert", args=[thing.pk, old.pk])
    else:
        address = reverse(type(thing).snippet_viewset.get_url_name("revisions_revert"), args=[thing.pk, old.pk])
    screen = client.get(address)
    extra = body() if isinstance(thing, Page) else {}
    client.post(edit_address(thing), filled(screen, **extra, revision=str(old.pk), **{"action-publish": "1"}))
    client.post(address, filled(screen, **extra, revision=str(old.pk), **{"action-publish": "1"}))
    assert public_text(thing) != "新的文字"
