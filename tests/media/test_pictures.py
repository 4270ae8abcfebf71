"""A stored picture stands upright and says nothing that cannot be seen."""

from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from PIL import Image as Picture

from portal.media.models import CustomImage
from portal.media.renditions import SETS, specs
from tests.factories.media import ImageFactory
from tests.support.refusals import refused

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def photograph(kind: str, orientation: int = 6) -> ImageFile:
    """Return a picture of 40 by 20, red on the left, as a phone held sideways would store it."""
    picture = Picture.new("RGB", (40, 20), (0, 0, 255))
    picture.paste((255, 0, 0), (0, 0, 20, 20))
    hidden = Picture.Exif()
    hidden[ORIENTATION], hidden[MAKER] = orientation, "SecretPhone"
    hidden.get_ifd(GPS)[2] = (29.0, 15.0, 0.0)
    out = BytesIO()
    picture.save(out, kind, exif=hidden, **({"quality": 95} if kind != "PNG" else {}))
    out.seek(0)
    return ImageFile(out, name=f"photo.{kind.lower()}")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_hidden_data_is_removed_and_the_picture_turned(db, kind):
    image = CustomImage.objects.create(title="照片", description="红和蓝", file=photograph(kind))
    with image.file.open() as file:
        stored = file.read()
    assert b"SecretPhone" not in stored
    with Picture.open(BytesIO(stored)) as picture:
        assert picture.format == kind
        assert not picture.getexif()
        assert picture.size == (20, 40)
        red, _green, blue = picture.convert("RGB").getpixel((10, 5))
        assert red > 200
        assert blue < 60
    image.refresh_from_db()
    assert (image.width, image.height) == (20, 40)
    assert image.file_size == len(stored)


def test_a_picture_needs_its_text_alternative(db):
    image = CustomImage(title="照片", file=photograph("PNG"))
    with refused("blank", field="description"):
        image.full_clean()


def test_every_size_can_be_made(db):
    image = ImageFactory()
    made = image.get_renditions(*{spec for name in SETS for spec in specs(name)})
    assert {rendition.file.name.rsplit(".", 1)[1] for rendition in made.values()} == {"avif", "webp", "jpg"}
