"""What a page must hold before it may be public."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cms.guides.models import GuidePage
from cms.news.models import StoryPage
from cms.products.models import Certificate, ProductChannel
from tests.factories.every_kind import EVERYTHING, PAGES
from tests.factories.people import person
from tests.support.refusals import refused


def long_ago() -> datetime:
    """Return a moment before every event of these tests."""
    return timezone.now() - timedelta(days=400)


def published(page) -> None:
    """Publish a page's newest text, as an approval would."""
    page.save_revision().publish()


@pytest.mark.parametrize("missing", ["consented_on", "consent_scope"])
def test_no_story_without_consent(new_county, missing):
    story = PAGES["story_page"]()
    setattr(story, missing, None if missing == "consented_on" else "")
    with refused("blank", field=missing):
        published(story)
    assert getattr(StoryPage.objects.get(pk=story.pk), missing)


def test_consent_lies_not_in_the_future(new_county):
    story = PAGES["story_page"]()
    story.consented_on = timezone.localdate() + timedelta(days=1)
    with refused("future", field="consented_on"):
        published(story)


@pytest.mark.parametrize("element", GuidePage.ELEMENTS)
def test_a_guide_has_all_eight_elements(new_county, element):
    assert len(GuidePage.ELEMENTS) == 8
    guide = PAGES["guide_page"]()
    setattr(guide, element, "")
    with refused("blank", field=element):
        published(guide)


@pytest.mark.parametrize(
    ("kind", "changes", "field", "code"),
    [
        ("event_page", {"ends_at": long_ago}, "ends_at", "order"),
        ("policy_page", {"effective_on": date(2026, 1, 2), "expires_on": date(2026, 1, 1)}, "expires_on", "order"),
        ("product_page", {"price": Decimal("10"), "price_unit": ""}, "price_unit", "required"),
        ("product_page", {"price": Decimal("0"), "price_unit": "盒"}, "price", "min_value"),
        ("product_page", {"spec": ""}, "spec", "blank"),
        ("journal_issue_page", {"contents": ""}, "contents", "blank"),
        ("news_page", {"summary": ""}, "summary", "blank"),
    ],
)
def test_what_contradicts_itself_is_not_published(new_county, kind, changes, field, code):
    page = PAGES[kind]()
    for name, value in changes.items():
        setattr(page, name, value() if callable(value) else value)
    with refused(code, field=field):
        published(page)


def test_levels_of_brands(new_county):
    upper, lower = PAGES["brand_page"](), PAGES["brand_page"]()
    lower.level, lower.parent_brand = "product", upper
    lower.full_clean()
    upper.parent_brand = lower
    with refused("level", field="parent_brand"):
        upper.full_clean()


@pytest.mark.parametrize(
    ("platform", "url", "address", "wrong"),
    [
        ("taobao", "https://www.taobao.com/", "", None),
        ("taobao", "http://www.taobao.com/", "", ("url", "https")),
        ("taobao", "", "", ("url", "https")),
        ("offline", "", "某路 1 号", None),
        ("offline", "", "", ("address", "required")),
    ],
)
def test_purchase_channels(new_county, platform, url, address, wrong):
    channel = ProductChannel(page=PAGES["product_page"](), platform=platform, shop="（演示）店", url=url, address=address)
    if wrong is None:
        channel.full_clean()
    else:
        with refused(wrong[1], field=wrong[0]):
            channel.full_clean()


@pytest.mark.parametrize(("days", "status"), [(None, "valid"), (400, "valid"), (90, "near_expiry"), (0, "near_expiry"), (-1, "expired")])
def test_certificates_know_their_last_day(days, status):
    last = None if days is None else timezone.localdate() + timedelta(days=days)
    assert Certificate(valid_until=last).status == status


@pytest.mark.parametrize("kind", EVERYTHING)
def test_everything_can_be_previewed(new_county, kind):
    thing = EVERYTHING[kind]()
    response = thing.make_preview_request(extra_request_attrs={"user": person("editor")})
    assert response.status_code == 200
    assert str(thing) in response.content.decode()
