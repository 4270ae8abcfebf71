"""Tags of the theme."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.template import Context, Template
from PIL import Image as Picture
from wagtail.images import get_image_model

from portal.core.moments import day_text as day
from portal.core.moments import minute_text as minute
from portal.media.renditions import SETS, prefetch, specs
from portal.media.templatetags.media_tags import responsive_image
from portal.web.templatetags.theme_tags import json_ld, money, qr_code, short_place, theme_style


def test_json_ld_cannot_be_left():
    html = json_ld({"name": "</script><!--<b>&\u2028中心"})
    body = html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028") & set(body)
    assert "中心" in body
    assert json.loads(body) == {"name": "</script><!--<b>&\u2028中心"}


def test_theme_style_prints_the_bundles_in_one_element():
    html = theme_style({}, "base", "error")
    assert html.count("<style>") == html.count("</style>") == 1
    assert ".site-header" in html
    assert ".error-page" in html
    assert "</style" not in html.replace("</style>", "")


def test_qr_code_draws_the_address_and_hides_from_screen_readers():
    html = qr_code("https://www.taobao.com/")
    assert html.startswith('<span aria-hidden="true"><svg')
    assert "viewBox" in html
    assert qr_code("") == ""
    assert qr_code("https://www.jd.com/") != html


@pytest.mark.parametrize(
    ("name", "short"), [("北山镇", "北山"), ("南溪乡", "南溪"), ("青云林场", "青云"), ("乡镇", "乡镇"), ("某地", "某地")]
)
def test_short_place(name, short):
    assert short_place(name) == short


def test_times_are_written_as_government_sites_must():
    moment = datetime(2026, 3, 1, 9, 5, tzinfo=UTC)
    source = "{% load theme_tags %}{{ moment|minute }} {{ moment|day }} {{ date|day }}[{{ nothing|day }}{{ nothing|minute }}]"
    html = Template(source).render(Context({"moment": moment, "date": date(2026, 1, 2), "nothing": None}))
    assert html == "2026-03-01 17:05 2026-03-01 2026-01-02[]"
    assert day(date(2026, 1, 2)) == "2026-01-02"
    assert minute("") == ""


def test_money_has_two_decimals():
    assert [money(value) for value in (Decimal("68"), "1200.5", 0, None, "")] == ["68.00", "1200.50", "0.00", "", ""]


@pytest.fixture
def image(db):
    """A stored picture of 800 by 600 with a description that needs escaping."""
    out = BytesIO()
    Picture.new("RGB", (800, 600), "green").save(out, "PNG")
    file = ContentFile(out.getvalue(), name="green.png")
    return get_image_model().objects.create(title="green", description='茶园 "清明"', file=file)


def test_picture_has_all_formats_sizes_and_its_words(image):
    html = responsive_image(image, "card", lazy=True)
    assert html.count("<source") == 2
    assert 'type="image/avif"' in html
    assert "640w" in html
    assert 'width="320" height="240"' in html
    assert 'alt="茶园 &quot;清明&quot;"' in html
    assert 'loading="lazy"' in html
    assert "loading" not in responsive_image(image, "card")
    assert 'alt=""' in responsive_image(image, "card", alt="")


def test_picture_smaller_than_a_width_is_offered_once(image):
    html = responsive_image(image, "hero")
    assert html.count("800w") == 2
    assert "1440w" not in html


def test_prefetched_picture_asks_nothing(image, django_assert_num_queries):
    image.get_renditions(*specs("card"))
    fresh = get_image_model().objects.get(pk=image.pk)
    prefetch([fresh])
    with django_assert_num_queries(0):
        assert "<picture>" in responsive_image(fresh, "card")


def test_no_picture_draws_nothing_and_an_unknown_set_is_an_error():
    assert responsive_image(None, "card") == ""
    with pytest.raises(KeyError):
        responsive_image(SimpleNamespace(description=""), "poster")
    assert {"card", "cover", "hero", "logo"} <= set(SETS)
