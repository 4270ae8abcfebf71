"""What becomes of the requests that lie with a provider when it leaves the site."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.cases.services import move
from portal.catalogues.models import Provider
from portal.service_requests.models import ServiceRequest
from portal.service_requests.notifications import tell_former_provider, tell_sender, tell_staff
from portal.service_requests.services import REQUEST, State


def provider_changed(instance: Provider, **_signal) -> None:
    """Give its requests back to staff when a provider is suspended, removed or taken off the site; a receiver."""
    if not (instance.live and instance.state == Provider.State.LISTED):
        give_back(instance)


def provider_deleted(instance: Provider, **_signal) -> None:
    """The same before it is deleted; a receiver of ``pre_delete``."""
    give_back(instance)


def give_back(provider: Provider) -> None:
    """Return what waits for a provider's answer or is being worked on there to staff; they, its people and whoever asked are told."""
    theirs = ServiceRequest.objects.filter(provider=provider, state__in=(State.MATCHED, State.WORKING))
    for request in theirs:
        with transaction.atomic():
            note = _("%(provider)s已不在服务商名录中。") % {"provider": provider}
            text = _("服务商不再办理，中心正在重新对接。")
            gone = {"provider": None, "expert": None, "answer_until": None}
            try:
                moved = move(REQUEST, request, State.RETURNED, text, None, note=note, within=theirs, **gone)
            except ServiceRequest.DoesNotExist:
                # It has been ended or given back meanwhile.
                continue
            tell_former_provider(moved, provider)
            tell_staff(REQUEST, moved, note)
            tell_sender(moved, text)
