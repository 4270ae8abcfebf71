"""Who may act for others, what is kept of it, and places that are taken for somebody (R-STN-6)."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from portal.accounts.limits import consume
from portal.accounts.models import User
from portal.acting.models import PLACE_CONSENT, Acting, ActingForPlace
from portal.cases.kinds import N, NumberedKind
from portal.cases.numbers import NumberSeries
from portal.cases.services import new_code, renew_code
from portal.catalogues.models import Station, StationKeeper
from portal.core import audit, consents
from portal.core.access_log import log_view
from portal.core.consents import Consent, ConsentText
from portal.core.ownership import must_own
from portal.core.transitions import TransitionError
from portal.enrolment import attendance
from portal.enrolment import services as enrolments

A = TypeVar("A", bound=Acting)

PLACES = NumberedKind(code="acting-place", model=ActingForPlace)
_SERIES = NumberSeries("DB")


def stations_of(user: User) -> QuerySet[Station]:
    """Return the stations that a person keeps."""
    return Station.objects.filter(pk__in=StationKeeper.objects.organisations_of(user))


def consented_text(thing: Model, purpose: str) -> ConsentText | None:
    """Return the text to which the person for whom something was filed has consented."""
    given = Consent.objects.about(thing).filter(text__purpose=purpose).select_related("text").first()
    return given.text if given else None


def may_act(user: User, station: Station | None) -> None:
    """Let somebody act for another once more, or refuse.

    Args:
        user: who acts.
        station: the station for which a keeper acts; nothing where a relative does.

    Raises:
        TransitionError: ``stranger``: the user does not keep the station; ``often``: as many as one may file in a day
            (``acting_keeper``, ``acting_relative`` of ``ACCESS_LIMITS``).
    """
    if station is not None and not stations_of(user).filter(pk=station.pk).exists():
        raise TransitionError(_("您不能代表这个网点。"), code="stranger")
    if not consume("acting_keeper" if station else "acting_relative", str(user.pk)):
        raise TransitionError(_("您今天代办的次数已到上限，请明天再来，或由本人到网点办理。"), code="often")


def note_act(acting: A, thing: Model, *, purpose: str, action: str) -> A:
    """Keep who has acted and how the person consented, beside what was filed for them; keepers act for their station.

    Args:
        acting: the record, not yet saved.
        thing: what was filed; the consent is about it.
        purpose: of the consent that the person has given.
        action: how the audit log calls it.
    """
    if acting.station:
        acting.relation = Acting.Relation.KEEPER
    acting.save()
    consents.give(None, purpose, subject=thing)
    said = {"how": acting.how, "relation": acting.relation, "consented_on": str(acting.consented_on)}
    audit.record(action, thing, actor=acting.actor, after={**said, "station": acting.station.code if acting.station else ""})
    log_view(acting.actor, None, "contact", thing, purpose=str(_("代办")))
    return acting


@transaction.atomic
def act_for_place(offer: Any, user: User, *, said: dict, take: Callable = enrolments.take, **contact) -> tuple[ActingForPlace, str]:
    """Take a place, or one in the waiting list, for a person who has consented, and return the record with the secret for the slip.

    Args:
        offer: what the place is in.
        user: who acts.
        said: ``how`` and when (``consented_on``) the person consented, and the ``relation`` or the ``station`` of who acts.
        take: the domain's own service, which gets the offer, nobody as the person, ``actor`` and the contact.
        contact: name, phone and whatever else the domain's enrolment holds.

    Raises:
        TransitionError: as of :func:`may_act` and :func:`portal.enrolment.services.take`.
    """
    may_act(user, said.get("station"))
    code, code_index = new_code(PLACES)
    place = take(offer, None, actor=user, **contact)
    acting = ActingForPlace(number=_SERIES.next(), code_index=code_index, actor=user, **said)
    place.acting = note_act(acting, place, purpose=PLACE_CONSENT, action="acting.place")
    place.save(update_fields=["acting"])
    return acting, code


@transaction.atomic
def renew_slip(acting: Acting, user: User, kind: NumberedKind[N], thing: N) -> str:
    """Draw a new secret for a slip that is lost, and return it; the old one is worthless from then on.

    Args:
        acting: the record of the acting.
        user: who acted.
        kind: of what is found by the secret.
        thing: that very thing.

    Raises:
        TransitionError: ``mine``: somebody else acted; ``ended``: what was filed has ended.
    """
    must_own(acting, user)
    if not acting.is_open:
        raise TransitionError(_("这件事已经结束，不能补打凭条。"), code="ended")
    code = renew_code(kind, thing)
    audit.record("acting.code_renewed", thing, actor=user)
    return code


def renew_place_slip(acting: ActingForPlace, user: User) -> str:
    """Do so for a place; raises as :func:`renew_slip`."""
    return renew_slip(acting, user, PLACES, acting)


@transaction.atomic
def give_place_back(acting: ActingForPlace) -> None:
    """Give a place back for somebody who knows the secret of its slip; who acted is told.

    Raises:
        TransitionError: ``mine``: it was given back before; ``attended``: the person has been there.
    """
    place = _place(acting)
    attendance.leave(place, None)
    audit.record("acting.withdrawn", place)
    enrolments.tell(place, "acting/withdrawn", number=acting.number)


@transaction.atomic
def accept_place(acting: ActingForPlace) -> None:
    """Take the place that was offered to somebody of the waiting list who knows the secret of the slip.

    Raises:
        TransitionError: ``mine``: nothing is offered; ``late``: the offer has ended.
    """
    place = _place(acting)
    enrolments.accept(place, None)
    audit.record("acting.accepted", place)


def _place(acting: ActingForPlace) -> Any:
    if acting.place is None:
        raise TransitionError(_("没有这份报名。"), code="mine")
    return acting.place
