"""Closing an account: what the law does not keep is deleted, the rest loses its person (PIPL art. 47; domain.md §6)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import OneTimeCode, TextMessage, User
from portal.accounts.models.people import PHONE_PURPOSE
from portal.accounts.personal_data import parts
from portal.accounts.services import forget_failures
from portal.core import audit
from portal.core.encryption import blind_index


@transaction.atomic
def close_account(user: User, actor: User) -> None:
    """Close an account for good and take everything personal out of it.

    The row stays without a name, so that what the law keeps (complaints, audit) still refers to one and the same person.

    Args:
        user: whose account.
        actor: who asks; the person, or staff on the person's written request.
    """
    forget_failures(user)
    _forget_texts(user)
    for part in parts():
        part.erase(user)
    user.username, user.first_name, user.last_name, user.email = f"closed-{user.pk}", str(_("已注销用户")), "", ""
    user.phone, user.phone_verified, user.is_active, user.closed_at = "", False, False, timezone.now()
    user.set_unusable_password()
    user.groups.clear()
    user.user_permissions.clear()
    user.save()
    audit.record("accounts.closed", user, actor=None if actor == user else actor)


def _forget_texts(user: User) -> None:
    if not user.phone:
        return
    OneTimeCode.objects.filter(phone_index=blind_index(user.phone, PHONE_PURPOSE)).delete()
    TextMessage.objects.filter(phone_index=blind_index(user.phone, PHONE_PURPOSE)).update(text="", phone="", phone_index="")
