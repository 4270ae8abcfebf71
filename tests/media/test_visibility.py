"""Files are private until something on the site shows them, and gone with it (R-MOD-10; issue "Uploads")."""

import pytest
from django.test import Client
from wagtail.models import Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from portal.enterprises.models import DisplayProduct
from portal.identity.models import SiteIdentity
from portal.moderation.takedowns import restore, take_down
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.every_kind import PAGES
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.people import UserFactory, person

pytestmark = pytest.mark.usefixtures("new_county")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _no_worker():
    """Wagtail's own notes of references are tasks of the worker; here it has not come to them yet."""
    with disable_reference_index_auto_update():
        yield


def status(path: str, user=None) -> int:
    """Return what ``user``, or somebody without an account, is answered."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client.get(path).status_code


def addresses(image) -> list[str]:
    """Return where a picture and a size of it lie."""
    return [image.file.url, image.get_rendition("width-40").url]


def test_a_picture_of_a_draft_is_for_its_owner_and_staff():
    owner = UserFactory()
    image = ImageFactory(uploaded_by_user=owner)
    page = PAGES["news_page"]()
    page.cover = image
    page.live = False
    page.save()
    for path in addresses(image):
        assert [status(path), status(path, UserFactory()), status(path, owner), status(path, person("reviewer"))] == [404, 404, 200, 200]
    client = Client()
    client.force_login(owner)
    assert client.get(image.file.url)["Cache-Control"] == "private, no-store"


def test_a_picture_comes_and_goes_with_its_page():
    page, image = PAGES["news_page"](), ImageFactory()
    page.cover = image
    revision = page.save_revision()
    assert [status(path) for path in addresses(image)] == [404, 404]
    revision.publish()
    assert [status(path) for path in addresses(image)] == [200, 200]
    answer = Client().get(image.file.url)
    assert answer["Cache-Control"] == "public, max-age=2592000"
    assert answer["X-Accel-Expires"] == "10"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    page.refresh_from_db()
    page.unpublish()
    assert [status(path) for path in addresses(image)] == [404, 404]


def test_a_picture_of_an_edit_that_waits_is_not_public_while_the_old_version_is():
    old, new = ImageFactory(), ImageFactory()
    enterprise = EnterpriseFactory(logo=old)
    enterprise.save_revision().publish()
    enterprise.display_products = [DisplayProduct(name="新茶", picture=new)]
    revision = enterprise.save_revision()
    assert [status(old.file.url), status(new.file.url)] == [200, 404]
    revision.publish()
    assert [status(old.file.url), status(new.file.url)] == [200, 200]


def test_a_picture_goes_at_once_with_what_is_taken_down_and_comes_back_with_it():
    image, director = ImageFactory(), person("director")
    enterprise = EnterpriseFactory(logo=image)
    enterprise.save_revision().publish()
    assert status(image.file.url) == 200
    made = take_down(enterprise, director, "5.3", "图片不实")
    assert status(image.file.url) == 404
    restore(made, director, "已经核实")
    assert status(image.file.url) == 200


def test_a_picture_goes_with_a_deleted_record():
    image = ImageFactory()
    enterprise = EnterpriseFactory(logo=image)
    enterprise.save_revision().publish()
    assert status(image.file.url) == 200
    enterprise.delete()
    assert status(image.file.url) == 404


def test_the_logo_of_the_site_is_public():
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    identity.logo = ImageFactory()
    identity.save()
    assert status(identity.logo.file.url) == 200


def test_a_document_is_public_while_a_page_offers_it():
    owner = UserFactory()
    document = DocumentFactory(uploaded_by_user=owner)
    issue = PAGES["journal_issue_page"]()
    assert [status(document.url), status(document.url, owner), status(document.url, person("editor"))] == [404, 200, 200]
    issue.pdf = document
    issue.save_revision().publish()
    assert status(document.url) == 200
    issue.refresh_from_db()
    issue.unpublish()
    assert status(document.url) == 404


@pytest.mark.parametrize(
    "path", ["/media/documents/file.pdf", "/media/x/../documents/file.pdf", "/media/images/none.webp", "/media/../secret-key"]
)
def test_files_that_are_no_picture_have_no_address_here(path, settings):
    (settings.MEDIA_ROOT / "documents").mkdir()
    (settings.MEDIA_ROOT / "documents" / "file.pdf").write_bytes(b"%PDF-1.4")
    assert status(path, person("superuser")) == 404
