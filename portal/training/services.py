"""What becomes of the places of a session beside who came: who passed, who has a certificate (R-TRAIN-8)."""

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import audit
from portal.core.drawn import drawn_text
from portal.core.transitions import TransitionError
from portal.enrolment import attendance, services
from portal.training.models import Certificate, Enrolment, Session

_NUMBER_LENGTH = 8


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
    _must_assess(session, actor)
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
    _must_assess(session, actor)
    if not session.is_over():
        raise TransitionError(_("培训班还没有结束，不能颁发证书。"), code="early")
    passed = session.enrolments.enrolled().filter(
        result=Enrolment.Result.PASSED, certificate=None, attendances__isnull=False, forgotten_at=None
    )
    given = list(passed.select_related("user").distinct())
    for enrolment in given:
        certificate = Certificate.objects.create(enrolment=enrolment, number=_new_number(), issued_by=actor)
        audit.record("training.certified", enrolment, actor=actor, after={"number": certificate.number})
        services.tell(enrolment, "training/certified")
    return len(given)


@transaction.atomic
def revoke(certificate: Certificate, reason: str, *, actor) -> None:
    """Revoke a certificate; whoever checks its number reads that it was.

    Raises:
        TransitionError: ``stranger``, ``reason`` (none given), or ``revoked`` (before).
    """
    enrolment = certificate.enrolment
    _must_assess(enrolment.offer, actor)
    if not reason.strip():
        raise TransitionError(_("请写明撤销原因。"), code="reason")
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if locked.revoked_at is not None:
        raise TransitionError(_("这张证书已经撤销。"), code="revoked")
    locked.revoked_at, locked.revoked_reason = timezone.now(), reason.strip()
    locked.save(update_fields=["revoked_at", "revoked_reason"])
    audit.record("training.certificate_revoked", enrolment, actor=actor, reason=locked.revoked_reason, before={"number": locked.number})
    services.tell(enrolment, "training/revoked", reason=locked.revoked_reason)


def expire_offers() -> None:
    """Take offered places back that nobody has taken in time; the scheduler calls it."""
    services.expire_offers(Enrolment)


def forget_contacts() -> None:
    """Empty names and phones that have been kept long enough; the scheduler calls it."""
    services.forget_contacts(Enrolment, "offer__ends_on")


def remind() -> None:
    """Tell everybody with a place once that their session begins within ``ENROLMENT_REMINDER_DAYS``; the scheduler calls it."""
    today = timezone.localdate()
    last = today + timedelta(days=settings.ENROLMENT_REMINDER_DAYS)
    soon = Enrolment.objects.filter(offer__in=Session.objects.visible().filter(starts_on__gt=today, starts_on__lte=last).order_by())
    attendance.remind(soon, lambda enrolment: services.tell(enrolment, "training/reminder"))


def _must_assess(session: Session, user) -> None:
    if not session.may_assess(user):
        raise TransitionError(_("只有中心的工作人员可以登记考核、颁发和撤销证书。"), code="stranger")


def _certificate_in_force(enrolment: Enrolment) -> bool:
    certificate = getattr(enrolment, "certificate", None)
    return certificate is not None and certificate.revoked_at is None


def _new_number() -> str:
    return f"PX{timezone.localdate().year}-{drawn_text(_NUMBER_LENGTH)}"
