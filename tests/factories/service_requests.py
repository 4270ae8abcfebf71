"""Service requests, and those who answer them."""

from django.utils import timezone

from portal.accounts.models import User
from portal.cases.receipts import receipt
from portal.catalogues.models import Provider, ProviderMembership, Station, StationKeeper
from portal.places.models import Town
from portal.service_requests.acting import act_for
from portal.service_requests.models import ActingFor, ServiceRequest
from portal.service_requests.services import REQUEST, accept, file_request, match
from tests.factories.catalogues import ProviderFactory, StationFactory
from tests.factories.people import UserFactory, person

SERVED = {"service_class": "marketing", "channel": "on_site"}
ASKED = {"client_kind": "household", "name": "李大山", "phone": "13900003333", "need": "给三款干货拍照片，要白底图。"}


def asked(**values) -> tuple[ServiceRequest, str]:
    """Return a request that has just come, with its code."""
    return file_request(**{"address": "192.0.2.1", "town": Town.objects.first(), **ASKED, **values})


def matched(provider: Provider | None = None, staff: User | None = None, **values) -> ServiceRequest:
    """Return a request that waits for a provider's answer."""
    request, _code = asked(**values)
    return match(request, provider or ProviderFactory(), "已请服务商与您联系。", staff or person("director"))


def keeper_of(organisation: Provider | Station) -> User:
    """Return a person who keeps an entry."""
    user, model = UserFactory(), ProviderMembership if isinstance(organisation, Provider) else StationKeeper
    model.objects.create(user=user, organisation=organisation)
    return user


def taken_on(provider: Provider | None = None, **values) -> tuple[ServiceRequest, User]:
    """Return a request that a provider is working on, with the person who took it."""
    provider = provider or ProviderFactory()
    keeper = keeper_of(provider)
    return accept(matched(provider, **values), keeper), keeper


def acted(user: User | None = None, station: Station | None = None, **values) -> tuple[ActingFor, str]:
    """Return a request that a keeper has filed for somebody, with the code."""
    station = station or StationFactory(town=Town.objects.first())
    said = {"how": ActingFor.How.ORAL, "consented_on": timezone.localdate(), "station": station}
    asked_for = {"address": "192.0.2.1", "town": Town.objects.first(), **ASKED, **values}
    return act_for(user or keeper_of(station), said=said, **asked_for)


def request_samples() -> dict:
    """Return values for the addresses of service requests; nothing of it belongs to one of the roles of the table."""
    request, code = asked()
    acting, slip_code = acted()
    word = receipt(REQUEST, request, code)
    return {
        **{f"service_requests:{name}.token": word for name in ("receipt", "rate", "withdraw")},
        **{f"service_requests:{name}.token": receipt(REQUEST, acting.request, slip_code) for name in ("slip", "slip-paper")},
        **{f"service_requests:{name}.pk": request.pk for name in ("my-request", "my-rate", "my-withdraw")},
        "service_requests:received-request.pk": taken_on()[0].pk,
        "service_requests:slip-renew.pk": acting.pk,
        "service_request.pk": request.pk,
    }
