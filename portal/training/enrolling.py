"""Signing up for a session: of which town and group somebody is, and who goes first when places are scarce (R-TRAIN-6, R-TRAIN-10)."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.core import consents
from portal.enrolment import services as enrolments
from portal.enterprises.models import Enterprise, Membership
from portal.training.counts import count_gone
from portal.training.models import GROUP_PURPOSE, Enrolment, Headcount, Session


def goes_first(user) -> bool:
    """Return whether a person acts for an enterprise that is settled in the centre (R-TRAIN-10, 同等条件优先)."""
    return Enterprise.objects.filter(settled=True, pk__in=Membership.objects.organisations_of(user)).exists()


@transaction.atomic
def enrol(session: Session, user, *, groups=(), **contact) -> Any:
    """Take a place, or one in the waiting list, as :func:`portal.enrolment.services.take`.

    Args:
        session: the session.
        user: who signs up; nobody where somebody else does it for a person without an account.
        groups: sensitive groups that the person has ticked; each tick is the separate consent (the form says so). Those that the course
            is not for are not kept.
        contact: name, phone, ``town`` and ``audience``.

    Raises:
        TransitionError: ``ended`` or ``twice``.
    """
    asked = [code for code, _label in session.course.sensitive_groups() if code in groups]
    first = user is not None and goes_first(user)
    enrolment = enrolments.take(session, user, groups=",".join(asked), priority=first, **contact)
    if asked:
        consents.give(user, GROUP_PURPOSE, subject=enrolment)
    return enrolment


def consent_withdrawn(consent: consents.Consent) -> None:
    """Forget the sensitive groups of the place that a consent to them was about."""
    Enrolment.objects.filter(pk=consent.object_id).update(groups="")


def forget_groups() -> None:
    """Erase the sensitive groups of people whose session ended more than ``TRAINING_KEEP_DAYS`` ago; how many they were stays counted.

    The scheduler calls it.
    """
    before = timezone.localdate() - timedelta(days=settings.TRAINING_KEEP_DAYS)
    old = Enrolment.objects.filter(consents.standing(GROUP_PURPOSE, "training.enrolment"), offer__ends_on__lt=before)
    for pk in list(old.values_list("pk", flat=True)):
        with transaction.atomic():
            enrolment = old.select_for_update(of=("self",)).select_related("user", "offer").filter(pk=pk).first()
            if enrolment is None:
                continue
            if enrolment.attendances.exists():
                count_gone(enrolment.offer, *enrolment.sensitive_groups())
            # The groups go with the consent (consent_withdrawn).
            consents.withdraw(enrolment.user, GROUP_PURPOSE, subject=enrolment)


def keep_count(instance: Enrolment, **_signal) -> None:
    """Leave the number of somebody who came and whose row goes with the account, without the group; a receiver of ``pre_delete``."""
    if instance.attendances.exists():
        count_gone(instance.offer, Headcount.PLACE)
