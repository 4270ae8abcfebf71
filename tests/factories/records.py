"""Records of services."""

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.accounts import roles
from portal.records.models import Attachment, ServiceRecord, StationVisit
from tests.factories.catalogues import StationFactory
from tests.factories.people import UserFactory


class ServiceRecordFactory(DjangoModelFactory):
    """A call of today with a household, who has a name and a phone."""

    class Meta:
        model = ServiceRecord

    served_on = factory.LazyFunction(timezone.localdate)
    client_kind = "household"
    client_name = "王小芳"
    client_phone = "13800138000"
    service_class = "technical"
    content = factory.Sequence(lambda n: f"第{n}次帮助上架商品。")
    staff = factory.SubFactory(UserFactory, is_staff=True)
    channel = "phone"


def record_keeper():
    """Return a member of staff with a role that keeps records."""
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=roles.OPERATOR.name))
    return user


def record_samples() -> dict:
    """Return values for the addresses of service records."""
    record = ServiceRecordFactory()
    attachment = Attachment.keep("signed.pdf", "application/pdf", b"%PDF-1.4", record=record)
    visit = StationVisit.objects.create(station=StationFactory(), planned_on=timezone.localdate(), purpose="摸排", staff=record.staff)
    return {"service_records.pk": record.pk, "record_attachment.pk": attachment.pk, "station_visits.pk": visit.pk}
