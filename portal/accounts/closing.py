"""Closing an account: what the law does not keep is deleted, the rest loses its person (PIPL art. 47; domain.md §6)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.personal_data import name_by_number, parts
from portal.accounts.services import forget_failures, forget_texts
from portal.core import audit
from portal.core.transitions import TransitionError
from portal.web.meta import Crumb


@dataclass(frozen=True)
class Hindrance:
    """What somebody must settle before the account can be closed, and the ways to do so."""

    text: str
    ways: tuple[Crumb, ...]


_hindrances: list[Callable[[User], list[Hindrance]]] = []


def add_hindrances(find: Callable[[User], list[Hindrance]]) -> None:
    """Let a domain say what stands in the way of closing an account.

    Args:
        find: takes the user; it is asked once more in the transaction that closes the account.
    """
    _hindrances.append(find)


def hindrances(user: User) -> list[Hindrance]:
    """Return what the person must settle before the account can be closed."""
    return [hindrance for find in _hindrances for hindrance in find(user)]


@transaction.atomic
def close_account(user: User, actor: User) -> None:
    """Close an account for good and take everything personal out of it.

    The row stays without a name, so that what the law keeps (complaints, audit) still refers to one and the same person.

    Args:
        user: whose account.
        actor: who asks; the person, or staff on the person's written request.

    Raises:
        TransitionError: something must be settled first (:func:`hindrances`).
    """
    User.objects.select_for_update().get(pk=user.pk)
    standing = hindrances(user)
    if standing:
        raise TransitionError(standing[0].text, code="hindered")
    forget_failures(user)
    forget_texts(user.phone)
    for part in parts():
        part.erase(user)
    user.username, user.first_name, user.last_name, user.email = f"closed-{user.pk}", str(_("已注销用户")), "", ""
    user.phone, user.phone_verified, user.is_active, user.closed_at = "", False, False, timezone.now()
    user.set_unusable_password()
    user.groups.clear()
    user.user_permissions.clear()
    user.save()
    name_by_number(user)
    audit.record("accounts.closed", user, actor=None if actor == user else actor)
