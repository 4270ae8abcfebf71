"""The enterprise directory."""

from datetime import timedelta

from django.utils import timezone

from portal.enterprises.models import Enterprise, Licence
from tests.factories.enterprises import IndustryClassFactory
from tests.factories.every_kind import RECORDS
from tests.support.refusals import refused


def test_a_code_or_a_reason_for_having_none(new_county):
    enterprise = RECORDS["enterprise"](live=False)
    enterprise.credit_code, enterprise.exemption = "", ""
    with refused("required", field="credit_code"):
        enterprise.full_clean()
    enterprise.exemption = "依法无需登记"
    enterprise.full_clean()
    assert enterprise.credit_code is None


def test_a_code_is_kept_in_capitals_and_once(new_county):
    first, second = RECORDS["enterprise"](live=False), RECORDS["enterprise"](live=False)
    first.credit_code = "91350100m000100y43"
    first.clean()
    first.save()
    assert first.credit_code == "91350100M000100Y43"
    second.credit_code = "91350100M000100Y43"
    with refused("unique", field="credit_code"):
        second.full_clean()


def test_two_without_a_code_may_stand_side_by_side(new_county):
    for _each in range(2):
        enterprise = RECORDS["enterprise"](live=False, credit_code=None, exemption="依法无需登记")
        enterprise.full_clean()
    assert Enterprise.objects.filter(credit_code=None).count() == 2


def test_a_wrong_code_is_not_published(new_county):
    enterprise = RECORDS["enterprise"](live=False)
    enterprise.credit_code = "91350100M000100Y4Z"
    with refused("credit_code", field="credit_code"):
        enterprise.save_revision().publish()


def test_licences_on_the_page(new_county, client):
    enterprise = RECORDS["enterprise"]()
    yesterday = timezone.localdate() - timedelta(days=1)
    old = Licence.objects.create(enterprise=enterprise, kind="食品经营许可证", number="演示-001", valid_until=yesterday)
    Licence.objects.create(enterprise=enterprise, kind="营业执照", number="演示-002")
    assert old.expired
    text = client.get(enterprise.get_absolute_url()).content.decode()
    assert "演示-001" in text
    assert "演示-002" in text
    assert "过期" in text


def test_a_new_industry_can_be_chosen_at_once(new_county, client):
    assert "没有符合条件的内容" in client.get("/enterprises/?industry=C1530").content.decode()
    industry = IndustryClassFactory(code="C1530", name="精制茶加工")
    enterprise = RECORDS["enterprise"](live=False, industry=industry)
    enterprise.save_revision().publish()
    answer = client.get("/enterprises/?industry=C1530")
    assert answer.status_code == 200
    assert enterprise.name in answer.content.decode()
