"""Whom a step of a consultation is told: whoever asked, the director, staff."""

from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.notifications import notice
from portal.cases.handlers import tell_in_charge
from portal.cases.kinds import CaseKind
from portal.consultation.models import Consultation


def _staff_url(case: Consultation) -> str:
    return reverse("consultation", args=[case.pk])


def tell_director(owner: User, case: Consultation, text: str) -> None:
    """Tell somebody who decides that a consultation waits for them."""
    notice(owner, "consultation/escalated", case, url=_staff_url(case), text=text)


def tell_staff(kind: CaseKind, case: Consultation, text: str) -> None:
    """Tell who handles a consultation of something new."""
    tell_in_charge(kind, case, "consultation/staff", text)


def tell_sender(case: Consultation, text: str) -> None:
    """Tell whoever asked, where they have an account; others look it up."""
    notice(case.user, "consultation/moved", case, text=text)
