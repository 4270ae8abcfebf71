"""Job-wanted notices, messages to their authors, and the consents of recommended people (R-TAL-3, R-TAL-4)."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.notifications import notice
from portal.core import audit, consents
from portal.core.access_log import log_view
from portal.core.consents import Consent
from portal.core.lifecycle import visibility_changed
from portal.core.ownership import must_own
from portal.core.transitions import TransitionError
from portal.enterprises.policies import acts_for
from portal.moderation.submission import refuse_bad_words, submit
from portal.talent.models import Recommendation, RelayMessage, WantedNotice

PUBLIC, PHONE = "wanted_public", "phone_to_employer"
EMPLOYERS, EVERYBODY = "talent_employers", "talent_public"


@transaction.atomic
def publish_notice(draft: WantedNotice, user, *, seen_revision: int | None = None) -> WantedNotice:
    """Hand in a notice; the call is the consent to show it (the form says so).

    Raises:
        TransitionError: staff have locked it, or it was changed in another window since ``seen_revision``.
    """
    draft.user = user
    draft.valid_until = timezone.localdate() + timedelta(days=settings.WANTED_DAYS)
    draft.hidden_at = None
    if draft.pk:
        WantedNotice.objects.filter(pk=draft.pk).update(valid_until=draft.valid_until, hidden_at=None)
    submit(draft, user, seen_revision=seen_revision)
    consents.give(user, PUBLIC, subject=draft)
    audit.record("talent.wanted.submitted", draft, actor=user)
    return draft


@transaction.atomic
def hide_notice(wanted: WantedNotice, user) -> None:
    """Take the person's own notice off the site at once, with the consent to show it.

    Raises:
        TransitionError: it is not the person's.
    """
    must_own(wanted, user)
    wanted.hidden_at = timezone.now()
    WantedNotice.objects.filter(pk=wanted.pk).update(hidden_at=wanted.hidden_at)
    consents.withdraw(user, PUBLIC, subject=wanted)
    visibility_changed(wanted)
    audit.record("talent.wanted.hidden", wanted, actor=user)


def remind_of_notices() -> None:
    """Tell people whose notices end soon."""
    rows = WantedNotice.objects.visible()
    rows.remind_due(settings.WANTED_REMINDER_DAYS, lambda wanted: notice(wanted.user, "talent/wanted_ending", wanted))


@transaction.atomic
def write_to(wanted: WantedNotice, enterprise, user, text: str) -> RelayMessage:
    """Pass a message of a verified enterprise on to the author of a public notice.

    Raises:
        TransitionError: the person does not act for a verified enterprise, the notice is gone, the words are forbidden, or the enterprise
            has written today.
    """
    if not acts_for(user, enterprise):
        raise TransitionError(_("只有已核验企业的成员可以留言。"), code="unverified")
    if not WantedNotice.objects.visible().filter(pk=wanted.pk).exists():
        raise TransitionError(_("这条求职信息已经收起。"), code="gone")
    if wanted.relayed.filter(enterprise=enterprise, created_at__gte=timezone.now() - timedelta(days=1)).exists():
        raise TransitionError(_("今天已经留过言，请等待对方答复。"), code="often")
    refuse_bad_words(text, "job")
    message = RelayMessage.objects.create(notice=wanted, enterprise=enterprise, sender=user, text=text)
    notice(wanted.user, "talent/message_left", message)
    return message


@transaction.atomic
def reveal_phone(message: RelayMessage, user) -> None:
    """Give the enterprise the person's number: a consent about this message alone.

    Raises:
        TransitionError: the message is not to this person.
    """
    must_own(message, user)
    consents.give(user, PHONE, subject=message)
    audit.record("talent.phone.revealed", message, actor=user)
    notice(message.sender, "talent/phone_given", message, url=reverse("talent:relayed", args=[message.pk]))


def sent_messages(enterprises: Iterable) -> QuerySet[RelayMessage]:
    """Return what enterprises have written, newest first; ``phone_given`` says whether the person's number may be seen."""
    given = consents.standing(PHONE, RelayMessage._meta.label_lower, person="notice__user")
    return RelayMessage.objects.filter(enterprise__in=list(enterprises)).select_related("notice", "enterprise").annotate(phone_given=given)


def standing_reveals(user) -> QuerySet[Consent]:
    """Return the consents by which a person has given the number to enterprises; ``object_id`` is the message that each is about."""
    return Consent.objects.in_force().filter(person=user, text__purpose=PHONE, object_kind=RelayMessage._meta.label_lower)


@transaction.atomic
def revealed_phone(message: RelayMessage, viewer) -> str:
    """Return the number for a member of the enterprise while the consent stands, and note the look; otherwise nothing."""
    person = message.notice.user
    if not acts_for(viewer, message.enterprise) or not consents.has(person, PHONE, subject=message):
        return ""
    log_view(viewer, person, "phone", message, str(message.enterprise))
    return person.phone


@transaction.atomic
def agree_to_recommendation(recommendation: Recommendation, user, *, publicly: bool) -> None:
    """Record the person's consent to be recommended to verified enterprises, and to everybody if wished.

    Raises:
        TransitionError: it is about somebody else.
    """
    must_own(recommendation, user)
    consents.give(user, EMPLOYERS, subject=recommendation)
    if publicly:
        consents.give(user, EVERYBODY, subject=recommendation)
    else:
        consents.withdraw(user, EVERYBODY, subject=recommendation)


@transaction.atomic
def refuse_recommendation(recommendation: Recommendation, user) -> None:
    """End all consents about a recommendation: nobody sees it any more.

    Raises:
        TransitionError: it is about somebody else.
    """
    must_own(recommendation, user)
    for purpose in (EMPLOYERS, EVERYBODY):
        consents.withdraw(user, purpose, subject=recommendation)
