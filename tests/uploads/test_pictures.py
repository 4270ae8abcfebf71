"""Every picture is written anew: one frame, 8 bits, upright, of bounded size, and nothing in it that is not seen."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from portal.media.renditions import SETS, tried_sizes
from portal.uploads.gate import checked_picture
from portal.uploads.messages import MESSAGES
from portal.uploads.pictures import rewritten
from portal.uploads.refusal import Refusal
from tests.support import hostile
from tests.support.made_files import picture

LIMITS = {"pixels": 50_000_000, "kept_pixels": 12_000_000, "kept_edge": 12_000, "sizes": []}


def kept(content: bytes, **limits) -> Image.Image:
    """Return a picture as it would be kept."""
    found, written = rewritten(BytesIO(content), **{**LIMITS, **limits})
    made = Image.open(BytesIO(written))
    assert (made.format, made.size) == (found["format"], (found["width"], found["height"]))
    assert made.mode in {"RGB", "RGBA"}
    assert not getattr(made, "is_animated", False)
    assert not made.getexif()
    assert not {"icc_profile", "exif", "xmp", "comment"} & set(made.info)
    assert b"SecretPhone" not in written
    return made


def refusal(content: bytes, **limits) -> str:
    """Return the code with which a picture is refused."""
    with pytest.raises(Refusal) as caught:
        rewritten(BytesIO(content), **{**LIMITS, **limits})
    assert caught.value.code in MESSAGES
    return caught.value.code


@pytest.mark.parametrize(("kind", "written"), [("JPEG", "JPEG"), ("PNG", "PNG"), ("WEBP", "WEBP"), ("GIF", "PNG"), ("AVIF", "WEBP")])
def test_every_kind_that_the_site_takes(kind, written):
    made = kept(picture(kind))
    assert made.format == written
    _red, green, blue = made.convert("RGB").getpixel((5, 5))
    assert green > 90
    assert blue < 40


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_of_several_frames_the_first_is_kept_and_no_place(kind):
    red, _green, blue = kept(hostile.two_frames(kind)).convert("RGB").getpixel((30, 20))
    assert (red > 200, blue < 60) == (True, True)


@pytest.mark.parametrize("profile", [None, b"no profile at all"])
def test_a_picture_for_print_becomes_one_for_screens_whatever_its_profile(profile):
    red, green, blue = kept(hostile.cmyk(profile)).getpixel((30, 20))
    assert red > 200
    assert max(green, blue) < 120


def test_the_colours_of_a_wider_profile_are_converted():
    out = BytesIO()
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    Image.new("RGB", (8, 8), (10, 200, 30)).save(out, "PNG", icc_profile=lab)
    assert kept(out.getvalue()).getpixel((0, 0)) == (10, 200, 30), "a profile of another kind of picture does not count"
    out = BytesIO()
    Image.new("RGB", (8, 8), (10, 200, 30)).save(out, "PNG", icc_profile=hostile.srgb_profile())
    assert kept(out.getvalue()).getpixel((0, 0)) == (10, 200, 30)


def test_sixteen_bits_and_palettes():
    value = kept(hostile.deep()).getpixel((0, 0))
    assert value == (156, 156, 156)
    assert kept(hostile.palette()).mode == "RGBA"


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_hidden_data_that_cannot_be_read_costs_nobody_the_picture(kind):
    assert kept(hostile.broken_exif(kind)).size == (60, 40)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF"])
def test_what_is_appended_is_not_kept(kind):
    _found, written = rewritten(BytesIO(picture(kind) + b"<script>alert(1)</script>"), **LIMITS)
    assert b"<script>" not in written


@pytest.mark.parametrize(("orientation", "size"), [(1, (60, 40)), (3, (60, 40)), (6, (40, 60)), (8, (40, 60)), (5, (40, 60))])
def test_it_stands_upright(orientation, size):
    exif, out = Image.Exif(), BytesIO()
    exif[0x0112] = orientation
    Image.new("RGB", (60, 40)).save(out, "JPEG", exif=exif)
    assert kept(out.getvalue()).size == size


def test_large_ones_are_kept_smaller_and_larger_ones_refused():
    assert kept(picture("JPEG", (800, 600)), kept_pixels=120_000).size == (400, 300)
    assert kept(picture("PNG", (100, 8_000)), kept_edge=4_000).size == (50, 4_000)
    assert kept(picture("PNG", (8_000, 1)), kept_edge=4_000).size == (4_000, 1)
    assert refusal(picture("PNG", (800, 600)), pixels=400_000) == "pixels"


@pytest.mark.parametrize("make", [hostile.huge_png, hostile.huge_jpeg, hostile.large_webp, hostile.fake_large_webp])
def test_size_is_read_before_anything_is_decoded(make):
    assert refusal(make()) == "pixels"


def test_what_holds_a_thread_is_refused():
    assert refusal(hostile.many_scans()) == "damaged"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (hostile.heic(), "heic"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
        (b"<?xml version='1.0'?> <SVG/>", "svg"),
        (b"%PDF-1.7", "type"),
        (b"\xff\xd8\xff\xe0 not really", "damaged"),
        (picture("JPEG")[:300], "damaged"),
    ],
)
def test_the_reason_is_named(content, code):
    assert refusal(content) == code


def test_a_photo_of_an_apple_phone_says_what_to_do_on_the_phone():
    with pytest.raises(ValidationError, match="兼容性最佳"):
        checked_picture(SimpleUploadedFile("IMG_0001.HEIC", hostile.heic()))


def test_each_width_and_each_format_is_tried_before_it_is_accepted():
    widths = {width for found in SETS.values() for width in found.widths}
    assert {width for width, _format in tried_sizes()} == widths
    assert {name for _width, name in tried_sizes()} == {"avif", "webp", "jpeg"}
    with pytest.raises(ValueError, match="scale"):
        rewritten(BytesIO(picture("PNG")), **{**LIMITS, "sizes": [[-1, "JPEG"]]})


def test_it_has_a_plain_name_with_the_ending_of_what_it_is():
    assert checked_picture(SimpleUploadedFile("../茶园\x00.exe", picture("GIF"))).name == "茶园.png"


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "gif", "avif"])
def test_two_hundred_damaged_and_hostile_ones(outcomes, kind):
    outcomes(kind, "portal.uploads.pictures:rewritten", **{**LIMITS, "sizes": [[160, "JPEG"]]})
