"""Taking places and giving them back, never more than there are. The offer's row is the queue: everything here locks it first."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.notifications import notice
from portal.core import audit, consents
from portal.core.access_log import log_views
from portal.core.transitions import TransitionError
from portal.enrolment.models import Enrolment, Offer


@transaction.atomic
def take(offer: Offer, user, *, actor=None, **contact) -> Enrolment:
    """Take one place, or one in the waiting list where there is one; the call is the consent to pass the contact on (the form says so).

    Args:
        offer: what is applied for.
        user: who applies; nobody where somebody else does it for a person without an account.
        actor: who does it then.
        contact: name, phone and whatever else the domain's enrolment holds.

    Raises:
        TransitionError: ``ended``, ``twice`` (the person has a place or waits for one), or ``full``.
    """
    locked = _found(offer, _words(type(offer)).visible())
    if locked is None or not locked.takes_enrolments():
        raise TransitionError(_("这个%(kind)s已经停止报名。") % {"kind": offer._meta.verbose_name}, code="ended")
    if _has_place(locked, user, contact):
        raise TransitionError(_("您已经报名。") if user else _("这个人已经报名，请找出原来的凭条。"), code="twice")
    _move_up(locked)
    state = Enrolment.State.ENROLLED if locked.places_left else Enrolment.State.WAITING
    if state == Enrolment.State.WAITING and not locked.has_waiting_list:
        raise TransitionError(_("名额已满。"), code="full")
    enrolment = locked.enrolments.create(user=user, state=state, **contact)
    consents.give(user, enrolment.purpose, subject=enrolment)
    audit.record(f"enrolment.{state}", enrolment, actor=actor or user)
    for organiser in locked.organisers():
        notice(organiser, "enrolment/taken", enrolment, url=getattr(locked, "get_owner_url", locked.get_absolute_url)())
    return enrolment


@transaction.atomic
def give_back(enrolment: Enrolment, user) -> None:
    """Give a place back: name and phone are gone, and the next of the waiting list has the place and is told.

    Args:
        enrolment: the place.
        user: whose it is; nobody where it was taken for a person without an account.

    Raises:
        TransitionError: ``mine``: it is not the person's, or was given back before.
    """
    offer = _locked(enrolment.offer)
    locked = offer.enrolments.standing().filter(pk=enrolment.pk, user=user).first()
    if locked is None:
        raise TransitionError(_("没有这份报名。"), code="mine")
    audit.record("enrolment.given_back", locked, actor=user)
    _end(locked)
    _move_up(offer)


@transaction.atomic
def accept(enrolment: Enrolment, user) -> None:
    """Take the place that was offered to somebody from the waiting list; ``user`` as of :func:`give_back`.

    Raises:
        TransitionError: ``mine``: it is not the person's, or nothing is offered; ``late``: the offer has ended.
    """
    locked = _locked(enrolment.offer).enrolments.offered().filter(pk=enrolment.pk, user=user).first()
    if locked is None:
        raise TransitionError(_("没有等您确认的名额。"), code="mine")
    if locked.offered_until <= timezone.now():
        raise TransitionError(_("确认时间已过，名额让给了下一位。"), code="late")
    locked.state, locked.offered_until = Enrolment.State.ENROLLED, None
    locked.save(update_fields=["state", "offered_until"])
    audit.record("enrolment.accepted", locked, actor=user)


def expire_offers(model: type[Enrolment]) -> None:
    """Take places back that were offered and not taken in time, tell those people, and offer the places to the next.

    Args:
        model: the domain's enrolment.
    """
    due = _words(model).offered().filter(offered_until__lte=timezone.now())
    for found in {row.offer_id: row.offer for row in due.select_related("offer")}.values():
        with transaction.atomic():
            offer = _locked(found)
            for late in offer.enrolments.offered().filter(offered_until__lte=timezone.now()).select_related("user"):
                audit.record("enrolment.offer_expired", late)
                tell(late, "enrolment/offer_expired")
                _end(late)
            _move_up(offer)


@transaction.atomic
def participants(offer: Offer, viewer) -> list[Enrolment]:
    """Return who comes and who waits, in this order, each look noted; people whose consent has ended are left out.

    Raises:
        TransitionError: ``stranger``: the offer does not let this person see them.
    """
    if not offer.may_see_participants(viewer):
        raise TransitionError(_("您不能查看这份报名名单。"), code="stranger")
    rows = list(offer.enrolments.standing().consented().select_related("user").in_order())
    log_views(viewer, ((row.user, "phone", row, str(offer)) for row in rows if not row.forgotten_at))
    return rows


@transaction.atomic
def close(offer: Offer, user) -> None:
    """End applications; who has a place keeps it.

    Raises:
        TransitionError: ``stranger``, or ``ended``: it has ended before.
    """
    locked = _locked(offer)
    if not locked.may_close(user):
        raise TransitionError(_("您不能停止这个%(kind)s的报名。") % {"kind": offer._meta.verbose_name}, code="stranger")
    if locked.closed_at is not None:
        raise TransitionError(_("这个%(kind)s已经停止报名。") % {"kind": offer._meta.verbose_name}, code="ended")
    locked.closed_at = timezone.now()
    locked.save(update_fields=["closed_at"])
    audit.record("enrolment.closed", locked, actor=user)


@transaction.atomic
def move_up(offer: Offer) -> None:
    """Give places that are free, such as those of a quota raised meanwhile, to the waiting list."""
    _move_up(_locked(offer))


@transaction.atomic
def forget(model: type[Enrolment], user) -> None:
    """Delete all rows of a person; the next of the waiting lists move up."""
    for enrolment in _words(model).standing().filter(user=user).select_related("offer"):
        give_back(enrolment, user)
    _words(model).filter(user=user).delete()


@transaction.atomic
def forget_contacts(model: type[Enrolment], ends: str) -> None:
    """Empty phone and name of places in what ended more than ``ENROLMENT_CONTACT_DAYS`` ago; who came, passed and counts stays.

    Args:
        model: the domain's enrolment, whose :meth:`~portal.enrolment.querysets.EnrolmentQuerySet.named_for_good` keep the name.
        ends: look-up of the last day, such as ``offer__ends_on``.
    """
    before = timezone.localdate() - timedelta(days=settings.ENROLMENT_CONTACT_DAYS)
    due = _words(model).filter(forgotten_at=None, **{f"{ends}__lt": before}).order_by()
    due.exclude(pk__in=due.named_for_good().values("pk")).update(name="")
    due.update(phone="", forgotten_at=timezone.now())


def tell(enrolment: Enrolment, name: str, **context) -> None:
    """Send a notice of a place to who hears of it."""
    notice(enrolment.told, name, enrolment, **context)


def own_place(offer: Offer, user) -> Enrolment | None:
    """Return the place, or place in the waiting list, that a person has in an offer; nobody has any who has not signed in."""
    return offer.enrolments.standing().filter(user=user).first() if user and offer.pk else None


def of_person(model: type[Enrolment], user) -> Any:
    """Return all rows of a person, also those given back, with their offers."""
    return _words(model).filter(user=user).select_related("offer")


def _has_place(offer: Offer, user, contact: dict) -> bool:
    """Return whether a person has a place or waits for one; who has no account is known by name and phone, which lie encrypted."""
    standing = offer.enrolments.standing().filter(user=user)
    if user is not None:
        return standing.exists()
    return any((row.name, row.phone) == (contact["name"], contact["phone"]) for row in standing)


def _end(enrolment: Enrolment) -> None:
    """Let a place be nobody's: name and phone are gone, the consent is withdrawn."""
    enrolment.cancelled_at, enrolment.offered_until = timezone.now(), None
    for name in enrolment.personal_fields:
        field: Any = enrolment._meta.get_field(name)
        setattr(enrolment, name, field.get_default())
    enrolment.save()
    for purpose in (enrolment.purpose, *enrolment.further_purposes):
        consents.withdraw(enrolment.user, purpose, subject=enrolment)


def _words(model: type[Offer] | type[Enrolment]) -> Any:
    """Return the rows of a domain's model, whose queryset knows the words of :mod:`portal.enrolment.querysets`."""
    return model._default_manager.all()


def _locked(offer: Offer) -> Offer:
    return type(offer)._default_manager.select_for_update(of=("self",)).get(pk=offer.pk)


def _found(offer: Offer, rows: QuerySet) -> Any:
    """Return the offer, locked, if it is still among rows that people may apply for."""
    return rows.select_for_update(of=("self",)).filter(pk=offer.pk).first()


def _move_up(offer: Offer) -> None:
    if not (offer.has_waiting_list and offer.fills_places() and _words(type(offer)).visible().filter(pk=offer.pk).exists()):
        return
    until = offer.offers_until()
    state = Enrolment.State.OFFERED if until else Enrolment.State.ENROLLED
    for enrolment in offer.enrolments.waiting().select_related("user")[: offer.places_left]:
        enrolment.state, enrolment.offered_until = state, until
        enrolment.save(update_fields=["state", "offered_until"])
        if until:
            audit.record("enrolment.offered", enrolment)
            tell(enrolment, "enrolment/offered")
        else:
            audit.record("enrolment.moved_up", enrolment)
            tell(enrolment, "enrolment/moved_up")
    # The count of a moment ago no longer holds.
    offer.__dict__.pop("taken", None)
