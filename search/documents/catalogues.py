"""Services, providers, stations and the service table."""

from portal.catalogues.models import FreeService, Provider, ServiceClass, Station, ValueAddedService
from search.analysis.plain import plain
from search.documents.base import Content, names, register, town_code
from search.documents.kinds import KINDS

# The centre's own services come before what is written about them.
SERVICE_BOOST = 1.1
# Who types a town's name looks for its station sooner than for news of it.
STATION_BOOST = 1.1


def _service(record, kind: str, **values) -> Content:
    function = str(record.get_centre_function_display())
    keywords = [record._meta.verbose_name, KINDS[kind], record.service_class, function, record.audience]
    texts = [plain(record.content), plain(record.how_to_apply), record.materials, record.place]
    return Content(
        kind=kind,
        title=record.name,
        url=record.get_absolute_url(),
        summary=record.summary,
        body="\n".join(filter(None, texts)),
        keywords=names(keywords),
        category=function,
        dated_at=record.last_published_at,
        boost=SERVICE_BOOST,
        **values,
    )


def free_service(record: FreeService) -> Content:
    """A free service."""
    return _service(record, "service")


def paid_service(record: ValueAddedService) -> Content:
    """A priced service."""
    return _service(record, "paid_service", price=record.price)


def service_class(record: ServiceClass) -> Content:
    """A row of the service table."""
    items = [item.name for item in record.items.all()]
    return Content(
        kind="section",
        title=record.name,
        url=record.get_absolute_url(),
        summary="、".join(items)[:200],
        body=record.hours,
        keywords=names([record._meta.verbose_name, *items]),
        dated_at=record.last_published_at,
    )


def provider(record: Provider) -> Content:
    """A provider with its fields and offers."""
    offers = list(record.offers.all())
    fields = record.get_fields_labels()
    return Content(
        kind="provider",
        title=record.name,
        url=record.get_absolute_url(),
        summary=record.introduction[:200],
        body="\n".join([record.introduction[200:], record.address, *(f"{offer.name} {offer.content}" for offer in offers)]),
        keywords=names(
            [*fields, *(offer.name for offer in offers), record.town, record._meta.verbose_name, record._meta.verbose_name_plural]
        ),
        town=town_code(record),
        category=fields[0] if fields else "",
        dated_at=record.last_published_at,
    )


def station(record: Station) -> Content:
    """A contact point, village station or logistics point."""
    kind = str(record.get_kind_display())
    return Content(
        kind="station",
        title=str(record),
        url=record.get_absolute_url(),
        summary=record.address,
        body="\n".join(filter(None, [record.services, record.hours, record.phone])),
        keywords=names([kind, record.village, record.town, record.code, record.get_place_kind_display(), record._meta.verbose_name]),
        town=town_code(record),
        category=kind,
        dated_at=record.last_published_at,
        boost=STATION_BOOST,
    )


register(FreeService, "service", free_service)
register(ValueAddedService, "paid_service", paid_service)
register(ServiceClass, "section", service_class)
register(Provider, "provider", provider)
register(Station, "station", station)
