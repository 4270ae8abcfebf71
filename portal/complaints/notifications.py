"""Whom a step of a complaint is told: whoever complains, also of what was merged into it, the director, staff."""

from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.notifications import notice
from portal.cases.handlers import tell_in_charge
from portal.cases.kinds import CaseKind
from portal.complaints.models import Complaint


def tell_director(owner: User, case: Complaint, text: str) -> None:
    """Tell somebody who decides that a complaint waits for them."""
    notice(owner, "complaints/escalated", case, url=reverse("complaint", args=[case.pk]), text=text)


def tell_staff(kind: CaseKind, case: Complaint, text: str) -> None:
    """Tell who handles a complaint of something new."""
    tell_in_charge(kind, case, "complaints/staff", text)


def tell_sender(case: Complaint, text: str) -> None:
    """Tell whoever complains, where they have an account; whose complaint was merged into it hears of its state alone."""
    notice(case.user, "complaints/moved", case, text=text)
    for duplicate in case.duplicates.exclude(user=None).select_related("user"):
        notice(duplicate.user, "complaints/merged", duplicate, state=case.get_state_display())
