"""Services, providers and stations."""

from datetime import date, timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.catalogues.models import (
    Agreement,
    Expert,
    FreeService,
    Provider,
    ProviderOffer,
    ProviderPaper,
    ServiceClass,
    ServiceClassItem,
    Station,
    ValueAddedService,
)
from portal.catalogues.models.experts import Expertise
from portal.catalogues.models.providers import ProviderField
from portal.catalogues.models.services import CentreFunction
from portal.uploads.gate import CheckedFile
from tests.factories.places import TownFactory
from tests.factories.publishing import PublishedMixin


class ServiceClassFactory(PublishedMixin, DjangoModelFactory):
    """A row of the service table, with one content."""

    class Meta:
        model = ServiceClass
        skip_postgeneration_save = True

    live = True
    name = factory.Sequence(lambda n: f"第{n}类服务")
    slug = factory.Sequence(lambda n: f"class-{n}")
    hours = "工作日"

    @factory.post_generation
    def items(self, create, names, **kwargs):
        """Contents, by name."""
        if create:
            for number, name in enumerate(names or ["咨询"]):
                ServiceClassItem.objects.create(service_class=self, name=name, sort_order=number)


class FreeServiceFactory(PublishedMixin, DjangoModelFactory):
    """A free service that is on the site."""

    class Meta:
        model = FreeService

    live = True
    name = factory.Sequence(lambda n: f"第{n}项免费服务")
    slug = factory.Sequence(lambda n: f"free-{n}")
    centre_function = CentreFunction.TRAINING
    summary = "免费教开网店。"
    content = "<p>一对一辅导。</p>"


class ValueAddedServiceFactory(FreeServiceFactory):
    """A priced service that is on the site."""

    class Meta:
        model = ValueAddedService

    name = factory.Sequence(lambda n: f"第{n}项增值服务")
    slug = factory.Sequence(lambda n: f"paid-{n}")
    price = Decimal("200")
    unit = "次"


class ProviderFactory(PublishedMixin, DjangoModelFactory):
    """A listed provider; ``offers`` are the fields of its offers (one, if not given)."""

    class Meta:
        model = Provider

    live = True
    state = Provider.State.LISTED
    name = factory.Sequence(lambda n: f"第{n}号服务商")
    slug = factory.Sequence(lambda n: f"provider-{n}")
    fields = factory.LazyFunction(lambda: [ProviderField.VISUAL])
    introduction = "拍摄商品图片。"
    offers = ({},)

    @classmethod
    def _create(cls, model_class, *args, offers, **kwargs):
        provider = model_class(*args, **kwargs)
        usual = {"name": "商品拍摄", "content": "主图五张", "price": Decimal("80"), "unit": "款"}
        # A provider may be live only with an offer, so its offers are saved with it.
        provider.offers = [ProviderOffer(sort_order=number, **{**usual, **offer}) for number, offer in enumerate(offers)]
        provider.save()
        return provider


class AgreementFactory(DjangoModelFactory):
    """An agreement that ends in a year."""

    class Meta:
        model = Agreement

    provider = factory.SubFactory(ProviderFactory)
    number = factory.Sequence(lambda n: f"协议 {n:04d}")
    signed_on = factory.LazyFunction(timezone.localdate)
    valid_until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=365))


def provider_paper(provider: Provider) -> ProviderPaper:
    """Return the licence of a provider."""
    return ProviderPaper.keep_of(provider, ProviderPaper.Kind.LICENCE, CheckedFile(b"%PDF-1.4", "licence.pdf", "application/pdf"), None)


class ExpertFactory(PublishedMixin, DjangoModelFactory):
    """An expert who takes appointments and has consented to being shown."""

    class Meta:
        model = Expert

    live = True
    name = factory.Sequence(lambda n: f"云{n}")
    slug = factory.Sequence(lambda n: f"expert-{n}")
    fields = factory.LazyFunction(lambda: [Expertise.STARTUP])
    position = "电子商务师"
    summary = "辅导新人开店。"
    introduction = "教了十年电商。"
    hours = "每周三下午"
    consented_on = date(2026, 1, 1)
    consent_scope = "姓名和介绍"


class StationFactory(PublishedMixin, DjangoModelFactory):
    """An open village station."""

    class Meta:
        model = Station

    live = True
    code = factory.Sequence(lambda n: f"CZ-{n:04d}")
    slug = factory.Sequence(lambda n: f"station-{n}")
    kind = Station.Kind.VILLAGE_STATION
    name = factory.Sequence(lambda n: f"第{n}村电商服务站")
    town = factory.SubFactory(TownFactory)
    address = "村委会一楼"
    longitude = Decimal("113.85")
    latitude = Decimal("29.25")
