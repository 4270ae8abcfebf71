"""Job-wanted notices, messages to their authors, and the consents of recommended people (R-TAL-3, R-TAL-4)."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.notifications import notify
from portal.core import audit, consents
from portal.core.access_log import log_view
from portal.core.transitions import TransitionError
from portal.moderation.submission import refuse_bad_words, submit
from portal.talent.models import Recommendation, RelayMessage, WantedNotice
from portal.talent.policies import may_post

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
def hide_notice(notice: WantedNotice, user) -> None:
    """Take the person's own notice off the site at once, with the consent to show it.

    Raises:
        TransitionError: it is not the person's.
    """
    if notice.user_id != user.pk:
        raise TransitionError(_("没有这条求职信息。"), code="mine")
    notice.hidden_at = timezone.now()
    notice.save(update_fields=["hidden_at"])
    consents.withdraw(user, PUBLIC, subject=notice)
    audit.record("talent.wanted.hidden", notice, actor=user)


@transaction.atomic
def write_to(notice: WantedNotice, enterprise, user, text: str) -> RelayMessage:
    """Pass a message of a verified enterprise on to the author of a public notice.

    Raises:
        TransitionError: the person does not act for a verified enterprise, the notice is gone, the words are forbidden, or the enterprise
            has written today.
    """
    if not may_post(user, enterprise):
        raise TransitionError(_("只有已核验企业的成员可以留言。"), code="unverified")
    if not WantedNotice.objects.visible().filter(pk=notice.pk).exists():
        raise TransitionError(_("这条求职信息已经收起。"), code="gone")
    if notice.relayed.filter(enterprise=enterprise, created_at__gte=timezone.now() - timedelta(days=1)).exists():
        raise TransitionError(_("今天已经留过言，请等待对方答复。"), code="often")
    refuse_bad_words(text, "job")
    message = RelayMessage.objects.create(notice=notice, enterprise=enterprise, sender=user, text=text)
    notify(
        notice.user,
        _("有单位给您留言：%(name)s") % {"name": enterprise},
        str(_("打开可查看留言，并决定是否把手机号码告诉对方。")),
        reverse("talent:my-wanted"),
    )
    return message


@transaction.atomic
def reveal_phone(message: RelayMessage, user) -> None:
    """Give the enterprise the person's number: a consent about this message alone.

    Raises:
        TransitionError: the message is not to this person.
    """
    if message.notice.user_id != user.pk:
        raise TransitionError(_("没有这条留言。"), code="mine")
    consents.give(user, PHONE, subject=message)
    audit.record("talent.phone.revealed", message, actor=user)
    if message.sender:
        body = _("求职者同意把手机号码告诉贵单位，打开可查看。")
        notify(message.sender, _("求职者答复了您的留言"), body, reverse("talent:relayed", args=[message.pk]))


@transaction.atomic
def revealed_phone(message: RelayMessage, viewer) -> str:
    """Return the number for a member of the enterprise while the consent stands, and note the look; otherwise nothing."""
    person = message.notice.user
    if not may_post(viewer, message.enterprise) or not consents.has(person, PHONE, subject=message):
        return ""
    log_view(viewer, person, "phone", message, str(message.enterprise))
    return person.phone


@transaction.atomic
def agree_to_recommendation(recommendation: Recommendation, user, *, publicly: bool) -> None:
    """Record the person's consent to be recommended to verified enterprises, and to everybody if wished.

    Raises:
        TransitionError: it is about somebody else.
    """
    if recommendation.user_id != user.pk:
        raise TransitionError(_("没有这条推荐。"), code="mine")
    consents.give(user, EMPLOYERS, subject=recommendation)
    if publicly:
        consents.give(user, EVERYBODY, subject=recommendation)
    else:
        consents.withdraw(user, EVERYBODY, subject=recommendation)
    request_reindex(recommendation)


@transaction.atomic
def refuse_recommendation(recommendation: Recommendation, user) -> None:
    """End all consents about a recommendation: nobody sees it any more.

    Raises:
        TransitionError: it is about somebody else.
    """
    if recommendation.user_id != user.pk:
        raise TransitionError(_("没有这条推荐。"), code="mine")
    for purpose in (EMPLOYERS, EVERYBODY):
        consents.withdraw(user, purpose, subject=recommendation)
    request_reindex(recommendation)


def request_reindex(record) -> None:
    """Save a record whose visibility has changed elsewhere, so that what follows its saving (the search) sees that."""
    type(record)._default_manager.get(pk=record.pk).save(update_fields=["live"])
