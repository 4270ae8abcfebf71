"""Whom a step of a service request is told: whoever asked, who acted for them, the provider's people, staff."""

from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.notifications import notice
from portal.cases.handlers import tell_in_charge
from portal.cases.kinds import CaseKind
from portal.catalogues.models import Provider
from portal.catalogues.services import keepers_of
from portal.service_requests.models import ServiceRequest


def _staff_url(request: ServiceRequest) -> str:
    return reverse("service_request", args=[request.pk])


def tell_director(owner: User, request: ServiceRequest, text: str) -> None:
    """Tell somebody who decides that a request waits for them."""
    notice(owner, "service_requests/escalated", request, url=_staff_url(request), text=text)


def tell_staff(kind: CaseKind, request: ServiceRequest, text: str) -> None:
    """Tell who handles a request of something new."""
    tell_in_charge(kind, request, "service_requests/staff", text)


def tell_sender(request: ServiceRequest, text: str) -> None:
    """Tell whoever asked, and who acted for them; people without an account look it up."""
    notice(request.user, "service_requests/moved", request, text=text)
    acting = getattr(request, "acting", None)
    if acting is not None:
        notice(acting.actor, "service_requests/moved", request, url=acting.get_owner_url(), text=text)


def tell_provider(request: ServiceRequest) -> None:
    """Tell a provider's people that they are asked."""
    for keeper in keepers_of(request.provider):
        notice(keeper, "service_requests/received", request, url=reverse("service_requests:received-request", args=[request.pk]))


def tell_former_provider(request: ServiceRequest, provider: Provider | None) -> None:
    """Tell the people of the provider with which a request lay until now that it is theirs no longer, or has ended without them."""
    if provider is None or (request.is_open and request.provider_id == provider.pk):
        return
    for keeper in keepers_of(provider):
        if request.state == ServiceRequest.State.WITHDRAWN:
            notice(keeper, "service_requests/withdrawn", request, url=reverse("service_requests:received"))
        else:
            notice(keeper, "service_requests/taken_back", request, url=reverse("service_requests:received"))
