"""What becomes of the requests that lie with a provider when it leaves the site, or has nobody left who answers them."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.cases.services import move
from portal.catalogues.models import Provider, ProviderMembership
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
    theirs = _lying_with(provider.pk)
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


def keeper_left(instance: ProviderMembership, **_signal) -> None:
    """Tell staff of what lies with a provider whose last person has left, of each request; a receiver of ``post_save``, ``post_delete``."""
    if ProviderMembership.objects.current().filter(organisation=instance.organisation_id).exists():
        return
    for request in _lying_with(instance.organisation_id).select_related("provider"):
        tell_staff(REQUEST, request, _("%(provider)s已没有人管理，请与服务商联系或重新对接。") % {"provider": request.provider})


def _lying_with(provider: int) -> QuerySet[ServiceRequest]:
    """Return what waits for the answer of a provider, by its key, or is being worked on there."""
    return ServiceRequest.objects.filter(provider=provider, state__in=(State.MATCHED, State.WORKING))
