"""A size that cannot be made never breaks a page."""

import pytest
from django.urls import reverse
from wagtail.images.models import SourceImageIOError

from portal.identity.services import chrome_for
from portal.media.models import CustomRendition
from portal.media.renditions import renditions_of, specs
from portal.media.tasks import make_renditions
from portal.media.templatetags.media_tags import responsive_image
from tests.factories.media import ImageFactory
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def lost():
    """A picture whose file is gone."""
    image = ImageFactory()
    image.file.storage.delete(image.file.name)
    return image


@pytest.fixture
def broken():
    """A picture whose file is no picture, as an earlier version of the portal could have stored it."""
    image = ImageFactory()
    with open(image.file.path, "wb") as file:
        file.write(b"\xff\xd8\xff\xe0 not really")
    return image


@pytest.mark.parametrize("kind", ["lost", "broken"])
def test_the_page_is_drawn_without_it(kind, request):
    image = request.getfixturevalue(kind)
    assert responsive_image(image, "card") == ""
    assert renditions_of(image, specs("cover")) == {}
    make_renditions.call(image.pk)
    assert not CustomRendition.objects.exists()


def test_what_can_be_made_is_shown(monkeypatch):
    image = ImageFactory(file__width=800, file__height=600)
    make = type(image).generate_rendition_file

    def without_avif(self, wanted, **options):
        if "avif" in wanted.spec:
            raise SourceImageIOError(wanted.spec)
        return make(self, wanted, **options)

    monkeypatch.setattr(type(image), "generate_rendition_file", without_avif)
    html = responsive_image(image, "card")
    assert "image/avif" not in html
    assert 'type="image/webp"' in html
    assert 'width="320" height="240"' in html


def test_it_is_not_tried_again_at_once(broken, monkeypatch):
    assert responsive_image(broken, "card") == ""
    monkeypatch.setattr("wagtail.images.models.Filter.run", lambda *_a, **_o: pytest.fail("tried again"))
    fresh = type(broken).objects.get(pk=broken.pk)
    assert responsive_image(fresh, "card") == ""


def test_the_library_of_the_back_office_is_drawn(broken, client, new_county):
    client.force_login(person("superuser"))
    assert client.get(reverse("wagtailimages:index")).status_code == 200
    assert client.get(reverse("wagtailimages_chooser:choose")).status_code == 200


def test_the_frame_of_every_page_is_drawn_without_the_logo(broken, new_county):
    from wagtail.models import Site

    from portal.identity.models import SiteIdentity

    site = Site.objects.get(is_default_site=True)
    SiteIdentity.objects.update_or_create(site=site, defaults={"logo": broken})
    assert chrome_for(site).logo_url == ""
