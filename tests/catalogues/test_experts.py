"""The expert pool: shown with consent, found by field, and honest about who takes appointments."""

import pytest

from portal.catalogues.models import Expert
from tests.factories.catalogues import ServiceClassFactory
from tests.factories.every_kind import RECORDS
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")


def test_without_consent_nobody_is_published():
    expert = Expert.objects.get(pk=RECORDS["expert"](live=False).pk)
    expert.consented_on = None
    with refused("blank", field="consented_on"):
        expert.save_revision().publish()
    assert not Expert.objects.get(pk=expert.pk).live


def test_the_page_shows_the_expert_and_not_the_consent(client):
    expert = RECORDS["expert"](name="云望川", organisation="某某学院", consent_scope="内部备查的同意范围")
    expert.service_classes = [ServiceClassFactory(name="创业培训"), ServiceClassFactory(name="没有公开的类别", live=False)]
    expert.save_revision().publish()
    page = client.get(expert.get_absolute_url()).content.decode()
    for words in ("云望川", "某某学院", "每周三下午", "接受预约", "创业培训"):
        assert words in page
    assert "内部备查" not in page
    assert "没有公开的类别" not in page


def test_the_list_is_filtered_by_field_and_by_appointments(client):
    busy, lawyer = RECORDS["expert"](is_available=False), RECORDS["expert"](fields=["legal"])
    services = client.get("/services/free/").content.decode()
    assert "/experts/" in services
    both = client.get("/experts/").content.decode()
    assert busy.slug in both
    assert lawyer.slug in both
    free = client.get("/experts/?available=1").content.decode()
    assert busy.slug not in free
    assert lawyer.slug in free
    assert busy.slug not in client.get("/experts/?field=legal").content.decode()
    assert "暂不接受预约" in client.get(busy.get_absolute_url()).content.decode()
