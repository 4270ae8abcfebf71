"""Who came to what is held on days: the code at the door, the staff's register, the sheet that was signed (R-TRAIN-8, R-ACT-5)."""

import secrets
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from portal.accounts.limits import clear, consume
from portal.core import audit
from portal.core.moments import day_text
from portal.core.transitions import TransitionError
from portal.enrolment.models import Attendance, AttendedEnrolment, AttendedOffer
from portal.enrolment.services import give_back, participants

_CODE_DIGITS = 6


def door_code(offer: AttendedOffer, day: date) -> str:
    """Return the six digits that stand at the door on one day; no other day has them."""
    said = f"{offer._meta.label_lower} {offer.pk} {day_text(day)}"
    digest = salted_hmac("portal.enrolment.door", said, algorithm="sha256").hexdigest()
    return f"{int(digest, 16) % 10**_CODE_DIGITS:0{_CODE_DIGITS}}"


def check_in(offer: AttendedOffer, user, code: str) -> Attendance:
    """Note that somebody with a place is here, with the code at the door; to do it again changes nothing.

    Raises:
        TransitionError: ``stranger`` (no place), ``day`` (it is not held today), ``often`` (too many wrong codes), or ``code``.
    """
    kind = {"kind": offer._meta.verbose_name}
    enrolment = offer.enrolments.enrolled().filter(user=user).first()
    if enrolment is None:
        raise TransitionError(_("您没有这个%(kind)s的名额，请找现场工作人员。") % kind, code="stranger")
    if not offer.is_held_today():
        raise TransitionError(_("这个%(kind)s今天不举行。") % kind, code="day")
    if not consume("check_in", str(user.pk)):
        raise TransitionError(_("输错次数太多，请找现场工作人员登记。"), code="often")
    today = timezone.localdate()
    if not secrets.compare_digest(code.encode(), door_code(offer, today).encode()):
        raise TransitionError(_("签到码不对，请看门口今天的签到码。"), code="code")
    clear("check_in", str(user.pk))
    attendance, _created = enrolment.attendances.get_or_create(day=today, defaults={"how": Attendance.How.CODE})
    return attendance


@transaction.atomic
def note_attendance(offer: AttendedOffer, day: date | None, came: Iterable[int], stayed_away: Iterable[int], how: str, *, actor) -> int:
    """Note who came on a day and who did not, as staff saw it or a signed sheet says; everybody else stays as noted.

    Args:
        offer: what is held.
        day: one of its days.
        came, stayed_away: keys of enrolments; those of other offers are left alone.
        how: a value of :class:`portal.enrolment.models.Attendance.How`.
        actor: who notes it.

    Returns:
        How many were noted who had not been before.

    Raises:
        TransitionError: ``stranger``: the user keeps no register; ``day``: it was not held then.
    """
    must_keep(offer, actor)
    if day not in offer.days_held():
        raise not_held(offer)
    places, room, noted = offer.enrolments.enrolled(), offer._meta.app_label, 0
    for enrolment in places.filter(pk__in=list(came)):
        _attendance, created = enrolment.attendances.get_or_create(day=day, defaults={"how": how, "noted_by": actor})
        if created:
            noted += 1
            audit.record(f"{room}.attended", enrolment, actor=actor, after={"day": day, "how": how})
    for attendance in _attendances(offer).filter(enrolment__in=places, enrolment_id__in=list(stayed_away), day=day):
        audit.record(f"{room}.attendance_removed", attendance.enrolment, actor=actor, before={"day": day, "how": attendance.how})
        attendance.delete()
    return noted


def not_held(offer: AttendedOffer) -> TransitionError:
    """Return the refusal, ``day``, to note who came on a day that is none of the offer's or has not come."""
    return TransitionError(_("这个%(kind)s那一天不举行，或者还没有到。") % {"kind": offer._meta.verbose_name}, code="day")


def participants_with_a_place(offer: AttendedOffer, viewer) -> list[Any]:
    """Return who has a place, with the days they came, each look noted; people whose consent has ended are left out.

    Raises:
        TransitionError: ``stranger``: the offer does not let this person see them.
    """
    rows: list[Any] = [row for row in participants(offer, viewer) if row.state == row.State.ENROLLED]
    prefetch_related_objects(rows, "attendances")
    return rows


def leave(enrolment: AttendedEnrolment, user) -> None:
    """Give a place back, as :func:`portal.enrolment.services.give_back`, unless the person has been there.

    Raises:
        TransitionError: ``mine``, or ``attended``.
    """
    if enrolment.attendances.exists():
        raise TransitionError(_("您已经签到，不能再取消报名。"), code="attended")
    give_back(enrolment, user)


def remind(soon: Any, tell: Callable[[Any], object]) -> None:
    """Tell everybody with a place once that it begins.

    Args:
        soon: the domain's enrolments in what begins soon.
        tell: sends the notice of one of them.
    """
    due = soon.enrolled().filter(reminded_at=None)
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            enrolment = due.select_for_update(of=("self",)).select_related("user", "offer").filter(pk=pk).first()
            if enrolment is not None:
                enrolment.reminded_at = timezone.now()
                enrolment.save(update_fields=["reminded_at"])
                tell(enrolment)


def must_keep(offer: AttendedOffer, user) -> None:
    """Refuse whoever keeps no register of an offer.

    Raises:
        TransitionError: ``stranger``.
    """
    if not offer.may_keep_register(user):
        raise TransitionError(_("您不能登记这个%(kind)s的签到。") % {"kind": offer._meta.verbose_name}, code="stranger")


def _attendances(offer: AttendedOffer) -> Any:
    model: Any = offer.enrolments.model._meta.get_field("attendances").related_model
    return model.objects.select_related("enrolment")
