"""Whoever uploads a picture says where it is from and why the site may show it; pictures from before keep working."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Collection

from portal.media.fields import keep_picture
from portal.media.models import CustomImage
from tests.factories.every_kind import EVERYTHING
from tests.factories.media import ImageFactory
from tests.factories.people import person
from tests.moderation.test_uploads import picture, upload

pytestmark = pytest.mark.usefixtures("new_county")
TOLD = {"source": "张三 摄", "right": "own"}
SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


@pytest.fixture
def editor(client):
    """The browser of an editor."""
    client.force_login(person("editor"))
    return client


def values(prefix: str = "", **more) -> dict:
    """Return what a form sends of a picture without its source and right."""
    typed = {"title": "茶园", "description": "茶园的画面", "tags": "", "collection": Collection.get_first_root_node().pk, **more}
    return {f"{prefix}{name}": value for name, value in typed.items()}


def complaints(page) -> set[str]:
    """Return which of the two a form complains of."""
    soup = BeautifulSoup(page.content, "html.parser")
    return {name for name in TOLD if soup.find(attrs={"name": name}).get("aria-invalid") == "true"}


def photo():
    """Return a small picture as a browser sends it."""
    return upload("a.jpg", picture())


@pytest.mark.parametrize("told", [{}, {"source": "张三 摄"}, {"right": "own"}, {"source": " \u3164", "right": "own"}])
def test_one_picture_is_not_kept_without(editor, told):
    page = editor.post(reverse("wagtailimages:add"), values(file=photo(), **told))
    assert page.status_code == 200
    assert not CustomImage.objects.exists()
    assert complaints(page) == {"source", "right"} - {name for name, value in told.items() if value.strip(" \u3164")}


def test_one_picture_with_both(editor):
    assert editor.post(reverse("wagtailimages:add"), values(file=photo(), **TOLD)).status_code == 302
    assert CustomImage.objects.filter(**TOLD).exists()


def test_several_pictures_at_once(editor):
    sent = {"title": "茶园", "files[]": photo(), "collection": Collection.get_first_root_node().pk}
    key = editor.post(reverse("wagtailimages:add_multiple"), sent, headers=SCRIPT).json()["uploaded_file_id"]
    address, prefix = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[key]), f"uploaded-image-{key}-"
    refused = editor.post(address, values(prefix), headers=SCRIPT).json()
    assert not refused["success"]
    assert not CustomImage.objects.exists()
    assert editor.post(address, values(prefix, **TOLD), headers=SCRIPT).json()["success"]
    assert CustomImage.objects.filter(**TOLD).exists()


def test_a_picture_from_the_chooser(editor):
    prefix, address = "image-chooser-upload-", reverse("wagtailimages_chooser:create")
    assert editor.post(address, values(prefix, file=photo())).json()["step"] == "reshow_creation_form"
    assert editor.post(address, values(prefix, file=photo(), **TOLD)).json()["step"] == "chosen"
    assert CustomImage.objects.filter(**TOLD).exists()


def test_an_old_picture_keeps_working_and_a_new_file_is_a_new_picture(editor):
    editor.force_login(person("superuser"))
    old = ImageFactory()
    address = reverse("wagtailimages:edit", args=[old.pk])
    assert editor.post(address, values(title="新的题目")).status_code == 302
    old.refresh_from_db()
    assert (old.title, old.source, old.right) == ("新的题目", "", "")
    page = editor.post(address, values(file=photo()))
    assert complaints(page) == {"source", "right"}
    assert editor.post(address, values(file=photo(), **TOLD)).status_code == 302
    assert complaints(editor.post(address, values())) == {"source", "right"}


def test_what_the_public_sends_says_so():
    image = keep_picture(photo(), "茶园", person("nobody"))
    assert (image.right, image.source) == (CustomImage.Right.SENDER, "")


@pytest.mark.parametrize("source", ["张三 摄", ""])
def test_the_source_stands_below_the_picture(client, source):
    page = EVERYTHING["news_page"]()
    page.cover = ImageFactory(source=source)
    page.save_revision().publish()
    text = client.get(page.get_absolute_url()).content.decode()
    assert ("图片来源：张三 摄" in text) is bool(source)
    assert ("<figcaption>" in text) is bool(source)
