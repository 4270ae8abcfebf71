"""The date on which somebody last said that an entry is still right, and the one-tap link that asks (peers.md §3, 14)."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone

from portal.accounts.sms.sending import SmsError, send
from portal.core import audit
from portal.core.validators import mobile_number
from portal.enterprises.models import Enterprise
from portal.enterprises.services.verification import keepers

logger = logging.getLogger(__name__)

# What the text message says is registered in the app's ``ready``.
CONFIRM_TEXT = "enterprise_confirm"
_SALT = "portal.enterprises.confirm"
# Requests sent in one night, so that a directory loaded at once does not spend a month's money.
MOST_A_NIGHT = 50


class StaleLinkError(Exception):
    """The link is forged, too old, or has been used."""


def token_for(enterprise: Enterprise) -> str:
    """Return the signed part of a link that confirms an entry once."""
    return signing.dumps([enterprise.pk, _moment(enterprise)], salt=_SALT, compress=True)


def enterprise_of(token: str) -> Enterprise:
    """Return the public enterprise that a link is about.

    Raises:
        StaleLinkError: the link does not hold (any more).
    """
    try:
        pk, moment = signing.loads(token, salt=_SALT, max_age=timedelta(days=settings.ENTERPRISE_ASK_DAYS))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise StaleLinkError from error
    enterprise = Enterprise.objects.visible().filter(pk=pk).first()
    if enterprise is None or _moment(enterprise) != moment:
        raise StaleLinkError
    return enterprise


def _moment(enterprise: Enterprise) -> int:
    return int(enterprise.confirmed_at.timestamp()) if enterprise.confirmed_at else 0


@transaction.atomic
def confirm(enterprise: Enterprise, user=None) -> None:
    """Note that the entry is right today.

    Args:
        enterprise: the enterprise.
        user: the member who says so; ``None`` for whoever holds the link.
    """
    before = {"confirmed_at": enterprise.confirmed_at}
    enterprise.confirmed_at = timezone.now()
    Enterprise.objects.filter(pk=enterprise.pk).update(confirmed_at=enterprise.confirmed_at)
    audit.record("enterprises.confirmed", enterprise, actor=user, before=before, after={"confirmed_at": enterprise.confirmed_at})


def ask(enterprise: Enterprise) -> bool:
    """Send the link to the keepers' proved numbers, or to the entry's own mobile number; return whether any message went out."""
    Enterprise.objects.filter(pk=enterprise.pk).update(confirmation_asked_at=timezone.now())
    link = f"{settings.WAGTAILADMIN_BASE_URL}/enterprises/confirm/{token_for(enterprise)}/"
    sent = False
    for number in _numbers(enterprise):
        try:
            send(number, CONFIRM_TEXT, {"name": enterprise.name, "link": link})
            sent = True
        except SmsError:
            logger.warning("The request to confirm enterprise %d could not be sent", enterprise.pk)
    return sent


def _numbers(enterprise: Enterprise) -> list[str]:
    own = [user.phone for user in keepers(enterprise) if user.phone_verified]
    if own or not mobile_number.regex.match(enterprise.phone):
        return own
    return [enterprise.phone]


def ask_for_confirmation() -> None:
    """Ask those whose entry nobody has confirmed for a while; the scheduler calls it once a day."""
    for enterprise in Enterprise.objects.to_be_asked().order_by("confirmed_at", "pk")[:MOST_A_NIGHT]:
        ask(enterprise)
