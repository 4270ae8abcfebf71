"""Providers apply by themselves, and serve under agreements whose end nobody misses."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from portal.accounts.roles import OPERATOR
from portal.catalogues.models import Agreement, Provider, ProviderPaper
from portal.catalogues.services import change_provider_state, remind_of_agreements
from portal.core.access_log import AccessEntry
from tests.catalogues.test_keeping import approve, picture
from tests.factories.catalogues import AgreementFactory, ProviderFactory
from tests.factories.people import UserFactory, agreed, person
from tests.support.made_files import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded_contexts", "new_county")]
APPLY = "/my/entries/apply/"


def application(**changes) -> dict:
    """Return what a studio sends."""
    offer = {"name": "商品拍摄", "content": "主图五张", "price": "￥80", "unit": "款"}
    rows = {"offers-TOTAL_FORMS": "1", "offers-INITIAL_FORMS": "0", **{f"offers-0-{name}": text for name, text in offer.items()}}
    said = {"name": "青桥摄影", "fields": ["visual", "photography"], "introduction": "为农产品拍照。", "phone": "0715-0001234"}
    return {**said, **rows, "licence": picture(), **changes}


@pytest.fixture
def applicant(client):
    user = agreed(UserFactory())
    client.force_login(user)
    return user


def test_from_application_to_the_directory(client, applicant):
    assert APPLY in client.get("/providers/").content.decode()
    assert client.post(APPLY, application()).status_code == 302
    provider = Provider.objects.get()
    assert (provider.state, provider.live, provider.offers.get().price) == ("applied", False, 80)
    mine = client.get(reverse("catalogues:my-entries")).content.decode()
    assert "入库状态：已申请" in mine
    assert provider.get_edit_url() in mine
    approve(provider)
    assert client.get(provider.get_absolute_url()).status_code == 404
    change_provider_state(provider, "listed", "资料齐全", person("director"))
    assert "青桥摄影" in client.get(provider.get_absolute_url()).content.decode()
    assert "资料齐全" in applicant.inbox.get(subject__contains="已入库").body
    change_provider_state(provider, "removed", "连续三次被投诉", person("director"))
    assert client.get(provider.get_absolute_url()).status_code == 404
    assert "连续三次被投诉" in applicant.inbox.get(subject__contains="已清退").body


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, applicant):
    page = client.post(APPLY, application(licence="", **{"offers-0-price": ""})).content.decode()
    assert "请填写“营业执照”" in page
    assert "请填写“价格（元）”" in page
    assert "为农产品拍照。" in page
    assert not Provider.objects.exists()
    page = client.post(APPLY, application(licence=SimpleUploadedFile("a.pdf", b"MZ program"))).content.decode()
    assert "青桥摄影" in page
    assert not Provider.objects.exists()


def test_one_application_at_a_time(client, applicant):
    client.post(APPLY, application())
    assert "正在办理" in client.get(APPLY).content.decode()
    client.post(APPLY, application(name="第二家"))
    assert Provider.objects.count() == 1
    change_provider_state(Provider.objects.get(), "removed", "材料不全", person("director"))
    assert client.post(APPLY, application(name="第二家")).status_code == 302


def test_the_licence_is_for_those_who_decide(client, applicant):
    client.post(APPLY, application())
    address = reverse("provider_paper", args=[ProviderPaper.objects.get().pk])
    assert client.get(address).status_code == 302
    client.force_login(person("reviewer"))
    assert client.get(address)["Location"] == "/admin/"
    client.force_login(person("director"))
    assert address in client.get(reverse("provider_state", args=[Provider.objects.get().pk])).content.decode()
    assert client.get(address)["Content-Type"].startswith("image/")
    assert AccessEntry.objects.get().person == applicant


def test_agreements_are_counted_and_their_paper_is_kept(client):
    today, provider = timezone.localdate(), ProviderFactory()
    AgreementFactory(provider=provider)
    AgreementFactory(provider=provider, valid_until=None)
    AgreementFactory(valid_until=today - timedelta(days=1), signed_on=today - timedelta(days=9))
    AgreementFactory(signed_on=today + timedelta(days=1))
    assert Agreement.objects.contracted_providers() == 1
    operator = person("nobody")
    operator.groups.add(Group.objects.get(name=OPERATOR.name))
    client.force_login(operator)
    assert "签约第三方服务商 1 家" in client.get(reverse("agreements:index")).content.decode()
    values = {"provider": provider.pk, "number": "XY-1", "signed_on": today.isoformat(), "valid_until": ""}
    papers = []
    for name in ("first.pdf", "second.pdf"):
        pk = Agreement.objects.filter(number="XY-1").values_list("pk", flat=True).first()
        address = reverse("agreements:edit", args=[pk]) if pk else reverse("agreements:add")
        assert client.post(address, {**values, "upload": SimpleUploadedFile(name, pdf())}).status_code == 302
        papers.append(ProviderPaper.objects.get().pk)
    assert papers[0] != papers[1]
    made = Agreement.objects.get(number="XY-1")
    assert "合作协议.pdf" in client.get(reverse("agreements:edit", args=[made.pk])).content.decode()
    wrong = client.post(reverse("agreements:add"), {**values, "number": "XY-2", "valid_until": "2020-01-01"}).content.decode()
    assert "有效期不能早于签订日期。" in wrong


def test_the_end_of_an_agreement_is_told_once(settings):
    director = person("director")
    AgreementFactory(valid_until=timezone.localdate() + timedelta(days=settings.AGREEMENT_REMINDER_DAYS))
    AgreementFactory(valid_until=None)
    remind_of_agreements()
    remind_of_agreements()
    assert "即将到期" in director.inbox.get().subject
