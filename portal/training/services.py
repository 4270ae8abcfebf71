"""What becomes of the places of a session: who came, who passed, who has a certificate (R-TRAIN-8)."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from portal.accounts.limits import clear, consume
from portal.accounts.notifications import notice
from portal.core import audit
from portal.core.drawn import drawn_text
from portal.core.moments import day_text
from portal.core.transitions import TransitionError
from portal.enrolment import services as enrolments
from portal.training.models import Attendance, Certificate, Enrolment, Session

_NUMBER_LENGTH = 8
_CODE_DIGITS = 6


def door_code(session: Session, day: date) -> str:
    """Return the six digits that stand at the door on one day; no other day has them."""
    digest = salted_hmac("portal.training.door", f"{session.pk} {day_text(day)}", algorithm="sha256").hexdigest()
    return f"{int(digest, 16) % 10**_CODE_DIGITS:0{_CODE_DIGITS}}"


def check_in(session: Session, user, code: str) -> Attendance:
    """Note that somebody with a place is here, with the code at the door; to do it again changes nothing.

    Raises:
        TransitionError: ``stranger`` (no place), ``day`` (the session is not held today), ``often`` (too many wrong codes), or ``code``.
    """
    enrolment = session.enrolments.enrolled().filter(user=user).first()
    if enrolment is None:
        raise TransitionError(_("您没有这个培训班的名额，请找现场工作人员。"), code="stranger")
    today = timezone.localdate()
    if today not in session.days_held():
        raise TransitionError(_("今天没有这个培训班的课。"), code="day")
    if not consume("check_in", str(user.pk)):
        raise TransitionError(_("输错次数太多，请找现场工作人员登记。"), code="often")
    if not secrets.compare_digest(code.encode(), door_code(session, today).encode()):
        raise TransitionError(_("签到码不对，请看门口今天的签到码。"), code="code")
    clear("check_in", str(user.pk))
    attendance, _created = Attendance.objects.get_or_create(enrolment=enrolment, day=today, defaults={"how": Attendance.How.CODE})
    return attendance


@transaction.atomic
def note_attendance(session: Session, day: date, came: Iterable[int], stayed_away: Iterable[int], how: str, *, actor) -> None:
    """Note who came on a day and who did not, as staff saw it or a signed sheet says; everybody else stays as noted.

    Args:
        session: the session.
        day: one of its days.
        came, stayed_away: keys of enrolments; those of other sessions are left alone.
        how: a value of :class:`Attendance.How`.
        actor: who notes it.

    Raises:
        TransitionError: ``stranger``: the user keeps no attendance; ``day``: the session was not held then.
    """
    _must_keep(session, actor)
    if day not in session.days_held():
        raise TransitionError(_("这一天没有这个培训班的课，或者还没有到。"), code="day")
    places = session.enrolments.enrolled()
    for enrolment in places.filter(pk__in=list(came)):
        _attendance, created = Attendance.objects.get_or_create(enrolment=enrolment, day=day, defaults={"how": how, "noted_by": actor})
        if created:
            audit.record("training.attended", enrolment, actor=actor, after={"day": day, "how": how})
    for attendance in Attendance.objects.filter(enrolment__in=places, enrolment_id__in=list(stayed_away), day=day).select_related(
        "enrolment"
    ):
        audit.record("training.attendance_removed", attendance.enrolment, actor=actor, before={"day": day, "how": attendance.how})
        attendance.delete()


@transaction.atomic
def assess(session: Session, results: Mapping[int, str], *, actor) -> None:
    """Note who has passed.

    Args:
        session: the session.
        results: key of the enrolment → a value of :class:`Enrolment.Result`, or nothing.
        actor: who assesses.

    Raises:
        TransitionError: ``stranger``, or ``certified``: somebody has a certificate, which must be revoked first.
    """
    _must_keep(session, actor)
    for enrolment in session.enrolments.enrolled().filter(pk__in=list(results)).select_related("certificate"):
        before, after = enrolment.result, results[enrolment.pk]
        if before == after:
            continue
        if _certificate_in_force(enrolment):
            raise TransitionError(_("已经颁发证书的学员，请先撤销证书再改考核结果。"), code="certified")
        enrolment.result = after
        enrolment.save(update_fields=["result"])
        audit.record("training.assessed", enrolment, actor=actor, before={"result": before}, after={"result": after})


@transaction.atomic
def certify(session: Session, *, actor) -> int:
    """Give each who has come, passed and has none a certificate, tell them, and return how many there are.

    Raises:
        TransitionError: ``stranger``, or ``early``: the session is not over.
    """
    _must_keep(session, actor)
    if session.ends_on > timezone.localdate():
        raise TransitionError(_("培训班还没有结束，不能颁发证书。"), code="early")
    passed = session.enrolments.enrolled().filter(result=Enrolment.Result.PASSED, certificate=None, attendances__isnull=False)
    given = list(passed.select_related("user").distinct())
    for enrolment in given:
        certificate = Certificate.objects.create(enrolment=enrolment, number=_new_number(), issued_by=actor)
        audit.record("training.certified", enrolment, actor=actor, after={"number": certificate.number})
        notice(enrolment.user, "training/certified", enrolment)
    return len(given)


@transaction.atomic
def revoke(certificate: Certificate, reason: str, *, actor) -> None:
    """Revoke a certificate; whoever checks its number reads that it was.

    Raises:
        TransitionError: ``stranger``, ``reason`` (none given), or ``revoked`` (before).
    """
    enrolment = certificate.enrolment
    _must_keep(enrolment.offer, actor)
    if not reason.strip():
        raise TransitionError(_("请写明撤销原因。"), code="reason")
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if locked.revoked_at is not None:
        raise TransitionError(_("这张证书已经撤销。"), code="revoked")
    locked.revoked_at, locked.revoked_reason = timezone.now(), reason.strip()
    locked.save(update_fields=["revoked_at", "revoked_reason"])
    audit.record("training.certificate_revoked", enrolment, actor=actor, reason=locked.revoked_reason, before={"number": locked.number})
    notice(enrolment.user, "training/revoked", enrolment, reason=locked.revoked_reason)


def expire_offers() -> None:
    """Take offered places back that nobody has taken in time; the scheduler calls it."""
    enrolments.expire_offers(Enrolment)


def remind() -> None:
    """Tell everybody with a place once that their session begins within ``TRAINING_REMINDER_DAYS``; the scheduler calls it."""
    today = timezone.localdate()
    soon = Enrolment.objects.enrolled().filter(
        reminded_at=None, offer__starts_on__gt=today, offer__starts_on__lte=today + timedelta(days=settings.TRAINING_REMINDER_DAYS)
    )
    for pk in list(soon.values_list("pk", flat=True)):
        with transaction.atomic():
            enrolment = soon.select_for_update(of=("self",)).select_related("user", "offer").filter(pk=pk).first()
            if enrolment is not None:
                enrolment.reminded_at = timezone.now()
                enrolment.save(update_fields=["reminded_at"])
                notice(enrolment.user, "training/reminder", enrolment)


def leave(enrolment: Enrolment, user) -> None:
    """Give a place back, as :func:`portal.enrolment.services.give_back`, unless the person has been there.

    Raises:
        TransitionError: ``mine``, or ``attended``.
    """
    if enrolment.attendances.exists():
        raise TransitionError(_("您已经签到上课，不能再取消报名。"), code="attended")
    enrolments.give_back(enrolment, user)


def _must_keep(session: Session, user) -> None:
    if not session.may_keep_register(user):
        raise TransitionError(_("您不能登记这个培训班的签到和考核。"), code="stranger")


def _certificate_in_force(enrolment: Enrolment) -> bool:
    certificate = getattr(enrolment, "certificate", None)
    return certificate is not None and certificate.revoked_at is None


def _new_number() -> str:
    return f"PX{timezone.localdate().year}-{drawn_text(_NUMBER_LENGTH)}"
