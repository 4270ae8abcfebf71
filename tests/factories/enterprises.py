"""Enterprises and the classes of industry."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from stdnum.cn import uscc

from portal.enterprises.models import Diagnosis, Enterprise, IndustryClass, Licence, VerificationRequest
from portal.links.models import LinkCheck
from tests.factories.places import TownFactory
from tests.factories.publishing import PublishedMixin

_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def credit_code(number: int) -> str:
    """Return a well-formed unified social credit code of an enterprise that does not exist, one for each number below a million."""
    body = f"MA{number:06d}"
    left = 11 - sum(weight * int(char, 36) for weight, char in zip(_WEIGHTS, body, strict=True)) % 11
    code = f"91000000{body}{ {10: 'X', 11: '0'}.get(left, left) }".replace(" ", "")
    return code + uscc.calc_check_digit(code)


class IndustryClassFactory(DjangoModelFactory):
    """A class of industry."""

    class Meta:
        model = IndustryClass
        django_get_or_create = ("code",)

    code = "F5292"
    name = "互联网零售"
    section = "F"
    section_name = "批发和零售业"


class EnterpriseFactory(PublishedMixin, DjangoModelFactory):
    """An enterprise that is on the site."""

    class Meta:
        model = Enterprise
        skip_postgeneration_save = True

    class Params:
        draft = factory.Trait(live=False)

    live = True
    name = factory.Sequence(lambda n: f"第{n}号茶业有限公司")
    slug = factory.Sequence(lambda n: f"enterprise-{n}")
    kind = Enterprise.Kind.ECOMMERCE
    credit_code = factory.Sequence(credit_code)
    town = factory.SubFactory(TownFactory)
    introduction = "经营本县茶叶。"
    main_business = "茶叶加工和销售"


class LicenceFactory(DjangoModelFactory):
    """A permit of an enterprise."""

    class Meta:
        model = Licence

    enterprise = factory.SubFactory(EnterpriseFactory)
    kind = "食品经营许可证"
    number = factory.Sequence(lambda n: f"许可{n:04d}")
    issuer = "县市场监督管理局"


class RequestFactory(DjangoModelFactory):
    """Papers that wait."""

    class Meta:
        model = VerificationRequest

    kind = VerificationRequest.Kind.REGISTER
    name = factory.Sequence(lambda n: f"待核验{n}号")
    enterprise_kind = Enterprise.Kind.COOPERATIVE
    credit_code = factory.Sequence(lambda n: credit_code(800_000 + n))
    town = factory.SubFactory(TownFactory)


class DiagnosisFactory(DjangoModelFactory):
    """A diagnosis that is still a draft."""

    class Meta:
        model = Diagnosis

    enterprise = factory.SubFactory(EnterpriseFactory)
    product = "绿茶"
    summary = "卖点要写清楚。"


def enterprise_samples() -> dict[str, int | str]:
    """Return keys for the addresses of those who act for an enterprise, none of whom asks, and of the staff's screens."""
    enterprise = EnterpriseFactory()
    link = LinkCheck.objects.create(url="https://shop.example.com/", checked_at=timezone.now())
    diagnosis = DiagnosisFactory(enterprise=enterprise)
    return {
        "enterprises.pk": enterprise.pk,
        "enterprises.number": 0,
        "enterprises.token": "no-token",
        "enterprise_request.pk": RequestFactory().pk,
        "link_check.pk": link.pk,
        "enterprise_ask.pk": enterprise.pk,
        "diagnoses.pk": diagnosis.pk,
        "diagnosis_issue.pk": diagnosis.pk,
    }
