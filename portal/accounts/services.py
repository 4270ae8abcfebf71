"""What happens to accounts: registration, consent to the terms, change of phone, locking."""

import secrets

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.accounts.limits import clear, reached
from portal.accounts.models import OneTimeCode, TextMessage, User
from portal.accounts.models.people import PHONE_PURPOSE, plain_number
from portal.accounts.notifications import notify
from portal.core import audit, consents
from portal.core.consents import Consent, ConsentText
from portal.core.encryption import blind_index

# The texts that everybody agrees to at sign-up; a new version is asked for again at the next sign-in.
TERMS_PURPOSES = ("terms", "privacy")


class PhoneTakenError(Exception):
    """Another account has verified this number first."""


def new_username() -> str:
    """Return a free user name for somebody who need not think of one."""
    while True:
        name = f"u{secrets.randbelow(10**8):08}"
        if not User.objects.filter(username=name).exists():
            return name


@transaction.atomic
def register(name: str, *, phone: str = "", verified: bool = False, password: str | None = None) -> User:
    """Create a person's account and record the consent to the terms in force.

    Args:
        name: how the person wants to be called.
        phone: the mobile number.
        verified: whether a code has proved that the person holds it.
        password: the password; ``None`` means sign-in by code only.

    Raises:
        PhoneTakenError: the verified number belongs to another account since a moment ago.
    """
    user = User(username=new_username(), first_name=name, phone=phone, phone_verified=verified)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise PhoneTakenError from error
    agree_to_terms(user)
    audit.record("accounts.registered", user, actor=user, after={"phone_verified": verified, "password": password is not None})
    return user


def agree_to_terms(user: User) -> None:
    """Record the person's consent to the terms and the privacy policy in force."""
    for purpose in TERMS_PURPOSES:
        if ConsentText.current(purpose):
            consents.give(user, purpose)


def terms_due(user: User) -> list[ConsentText]:
    """Return the texts in force that the person has not agreed to yet."""
    texts = [text for text in map(ConsentText.current, TERMS_PURPOSES) if text]
    agreed = set(Consent.objects.in_force().filter(person=user, text__in=texts).values_list("text_id", flat=True)) if texts else set()
    return [text for text in texts if text.pk not in agreed]


def change_phone(user: User, phone: str) -> None:
    """Give the person a number that a code has just proved.

    Raises:
        PhoneTakenError: another account has verified it.
    """
    before, old = user.masked_phone, user.phone
    user.phone, user.phone_verified = plain_number(phone), True
    try:
        with transaction.atomic():
            user.save(update_fields=["phone", "phone_verified"])
    except IntegrityError as error:
        raise PhoneTakenError from error
    if old != user.phone:
        forget_texts(old)
    audit.record("accounts.phone_changed", user, actor=user, before={"phone": before}, after={"phone": user.masked_phone})
    notify(
        user,
        _("手机号码已更新"),
        _("您的账号现在使用手机号码 %(phone)s。若非本人操作，请立即联系我们。") % {"phone": user.masked_phone},
        "/my/data/",
    )


def forget_texts(phone: str) -> None:
    """Delete the codes that went to a number, and empty the text messages; what they cost stays in the ledger."""
    if phone:
        index = blind_index(phone, PHONE_PURPOSE)
        OneTimeCode.objects.filter(phone_index=index).delete()
        TextMessage.objects.filter(phone_index=index).update(text="", phone="", phone_index="")


def lock(user: User, actor: User, reason: str) -> None:
    """Shut a person out until :func:`unlock`; open sessions end with the next request."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    audit.record("accounts.locked", user, actor=actor, reason=reason)


def unlock(user: User, actor: User, reason: str) -> None:
    """Let a person in again, and forget failed sign-ins and second factors."""
    User.objects.filter(pk=user.pk, closed_at=None).update(is_active=True)
    forget_failures(user)
    audit.record("accounts.unlocked", user, actor=actor, reason=reason)


def forget_failures(user: User) -> None:
    """Forget the failed sign-ins of a person, under each name, and the wrong second factors."""
    for name in filter(None, (user.username, user.phone)):
        clear("password_name", name.casefold())
    clear("second_factor", str(user.pk))


def failures_lock(user: User) -> bool:
    """Return whether failed tries keep the person out at the moment."""
    names = [name.casefold() for name in (user.username, user.phone) if name]
    return any(reached("password_name", name) for name in names) or reached("second_factor", str(user.pk))


def needs_second_factor(user: User) -> bool:
    """Return whether the person is staff whom the setting obliges to a second factor."""
    return settings.STAFF_SECOND_FACTOR and user.has_perm("wagtailadmin.access_admin")
