"""The directory: what is trusted, since when, the map, and the one-tap link."""

from datetime import timedelta

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import TextMessage
from portal.core.audit import AuditEntry
from portal.enterprises.models import DisplayProduct, Enterprise, EnterpriseChannel, Licence, NewsItem
from portal.enterprises.services.confirming import ask_for_confirmation, token_for
from portal.places.models import CountyMap, Town
from tests.enterprises.people import member
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.media import ImageFactory
from tests.support.county import stand_in_renditions

# What every warm page may ask the database (tests/guards/test_queries.py).
MOST = 8


def days_ago(days: int):
    return timezone.now() - timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "grade"),
    [(None, "久未确认"), (0, "近期已确认"), (90, "近期已确认"), (91, "较久未确认"), (180, "较久未确认"), (181, "久未确认")],
)
def test_a_confirmation_ages_in_public(new_county, client, days, grade):
    enterprise = EnterpriseFactory(confirmed_at=None if days is None else days_ago(days))
    for path in (enterprise.get_absolute_url(), "/enterprises/"):
        assert grade in client.get(path).content.decode()


def test_looking_confirms_nothing_and_one_press_does_once(new_county, client):
    enterprise = EnterpriseFactory()
    address = reverse("enterprises:confirm", args=[token_for(enterprise)])
    assert "信息准确" in client.get(address).content.decode()
    enterprise.refresh_from_db()
    assert enterprise.confirmed_at is None
    assert "已确认" in client.post(address).content.decode()
    enterprise.refresh_from_db()
    assert enterprise.confirmation == "fresh"
    assert AuditEntry.objects.filter(action="enterprises.confirmed", actor=None).count() == 1
    assert (client.get(address).status_code, client.post(address).status_code) == (410, 410)


@pytest.mark.parametrize(
    "make_token",
    [
        lambda: "x",
        lambda: "1:2:3",
        lambda: signing.dumps([1, 0], salt="another"),
        lambda: signing.dumps("x", salt="portal.enterprises.confirm"),
    ],
    ids=["word", "numbers", "another-salt", "another-payload"],
)
def test_forged_links_hold_for_nothing(new_county, client, make_token):
    EnterpriseFactory()
    address = reverse("enterprises:confirm", args=[make_token()])
    assert (client.get(address).status_code, client.post(address).status_code) == (410, 410)
    assert not Enterprise.objects.exclude(confirmed_at=None).exists()


def test_a_link_ends(new_county, client, settings):
    address = reverse("enterprises:confirm", args=[token_for(EnterpriseFactory())])
    settings.ENTERPRISE_ASK_DAYS = 0
    assert client.post(address).status_code == 410


def test_who_is_asked_by_text_message(new_county):
    owned, listed, landline, fresh = (
        EnterpriseFactory(phone=phone, confirmed_at=at)
        for phone, at in (("0715-0001234", days_ago(100)), ("13900000077", None), ("0715-0001235", None), ("13900000078", days_ago(5)))
    )
    member(owned, phone="13900000076", phone_verified=True)
    EnterpriseFactory(phone="13900000079", draft=True)
    ask_for_confirmation()
    ask_for_confirmation()
    assert sorted(row.phone for row in TextMessage.objects.all()) == ["13900000076", "13900000077"]
    assert all("/enterprises/confirm/" in row.text for row in TextMessage.objects.all())
    assert landline.confirmation == "stale"
    assert fresh.confirmation == "fresh"
    assert listed.live


def test_the_map_counts_and_filters(new_county, client):
    CountyMap.objects.create(west=113, east=114, south=29, north=30)
    town = Town.objects.first()
    Town.objects.filter(pk=town.pk).update(map_points="0,0 10,0 10,10", label_x=5, label_y=5)
    enterprise = EnterpriseFactory(town=town, draft=True)
    enterprise.save_revision().publish()
    text = client.get("/enterprises/").content.decode()
    assert f'href="?town={town.code}"' in text
    assert "1 家企业" in text
    assert enterprise.name in client.get(f"/enterprises/?town={town.code}").content.decode()


def test_a_full_page_stays_within_the_queries_of_every_page(new_county, client):
    enterprise = EnterpriseFactory(logo=ImageFactory())
    for number in range(3):
        DisplayProduct.objects.create(enterprise=enterprise, name=f"产品{number}", text="介绍", picture=ImageFactory())
        EnterpriseChannel.objects.create(enterprise=enterprise, platform="jd", shop="店", url=f"https://{number}.jd.com/")
        NewsItem.objects.create(enterprise=enterprise, text="动态")
        Licence.objects.create(enterprise=enterprise, kind="许可", number=str(number), url="https://a.gov.cn/")
    stand_in_renditions()
    client.get(enterprise.get_absolute_url())
    with CaptureQueriesContext(connection) as queries:
        assert client.get(enterprise.get_absolute_url()).status_code == 200
    assert len(queries) <= MOST, [query["sql"][:90] for query in queries]
