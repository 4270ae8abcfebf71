"""Practice places: offered by enterprises, taken by people, never more than there are (R-TAL-1, R-FORM-8)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.notifications import notify
from portal.core import audit, consents
from portal.core.access_log import log_view
from portal.core.transitions import TransitionError
from portal.moderation.submission import submit
from portal.talent.models import PracticeOffer, PracticePlace
from portal.talent.policies import may_post

PURPOSE = "practice_to_employer"


@transaction.atomic
def offer_practice(draft: PracticeOffer, user, *, seen_revision: int | None = None) -> PracticeOffer:
    """Hand in practice places of a verified enterprise, or a new text of them, for review.

    Raises:
        TransitionError: the person may not act for the enterprise, or somebody has changed the text since ``seen_revision``.
    """
    if not may_post(user, draft.enterprise):
        raise TransitionError(_("只有已核验企业的成员可以提供实训岗位。"), code="unverified")
    draft.poster = draft.poster or user
    submit(draft, user, seen_revision=seen_revision)
    return draft


@transaction.atomic
def close_offer(offer: PracticeOffer, user) -> None:
    """End applications for practice places; who has a place keeps it.

    Raises:
        TransitionError: the person may not act for the enterprise, or the offer has ended before.
    """
    locked = PracticeOffer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if not may_post(user, locked.enterprise):
        raise TransitionError(_("只有已核验企业的成员可以提供实训岗位。"), code="unverified")
    if locked.closed_at is not None:
        raise TransitionError(_("这个实训岗位已经停止报名。"), code="ended")
    locked.closed_at = timezone.now()
    locked.save(update_fields=["closed_at"])
    audit.record("talent.practice.closed", locked, actor=user)


@transaction.atomic
def take_place(offer: PracticeOffer, user, name: str, phone: str) -> PracticePlace:
    """Take one place; the call is the consent to pass name and phone on (the form says so). The offer's row is the queue.

    Raises:
        TransitionError: the offer has ended, is full, or the person has a place.
    """
    locked = PracticeOffer.objects.select_for_update(of=("self",)).visible().filter(pk=offer.pk).first()
    if locked is None:
        raise TransitionError(_("这个实训岗位已经停止报名。"), code="ended")
    if locked.places.filter(user=user, cancelled_at=None).exists():
        raise TransitionError(_("您已经报名。"), code="twice")
    if locked.places_left == 0:
        raise TransitionError(_("名额已满。"), code="full")
    place = PracticePlace.objects.create(offer=locked, user=user, name=name, phone=phone)
    consents.give(user, PURPOSE, subject=place)
    audit.record("talent.practice.taken", place, actor=user)
    if locked.poster:
        notify(locked.poster, _("有人报名实训：%(title)s") % {"title": locked}, _("打开可查看报名名单。"), locked.get_absolute_url())
    return place


@transaction.atomic
def give_back(place: PracticePlace, user) -> None:
    """Give a place back: the next person can take it, and the enterprise no longer sees name and phone.

    Raises:
        TransitionError: it is not the person's, or was given back before.
    """
    locked = PracticePlace.objects.select_for_update().filter(pk=place.pk, user=user, cancelled_at=None).first()
    if locked is None:
        raise TransitionError(_("没有这份报名。"), code="mine")
    locked.cancelled_at, locked.name, locked.phone = timezone.now(), "", ""
    locked.save()
    consents.withdraw(user, PURPOSE, subject=locked)
    audit.record("talent.practice.given_back", locked, actor=user)


@transaction.atomic
def people_of(offer: PracticeOffer, viewer) -> list[PracticePlace]:
    """Return who has taken places, for a member of the enterprise, each look noted; people whose consent has ended are left out.

    Raises:
        TransitionError: the person does not act for the enterprise.
    """
    if not may_post(viewer, offer.enterprise):
        raise TransitionError(_("只有本企业的成员可以查看报名名单。"), code="member")
    places = [
        place for place in offer.places.filter(cancelled_at=None).select_related("user") if consents.has(place.user, PURPOSE, subject=place)
    ]
    for place in places:
        log_view(viewer, place.user, "phone", place, str(offer))
    return places
