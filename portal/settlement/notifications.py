"""Whom a step of an application or an agreement is told."""

from collections.abc import Iterable

from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.notifications import notice
from portal.settlement.models import Agreement, Application


def tell_director(owner: User, case: Application, text: str) -> None:
    """Tell somebody who decides that an application waits for them."""
    notice(owner, "settlement/escalated", case, url=reverse("settlement_application", args=[case.pk]), text=text)


def tell_applicant(case: Application, text: str) -> None:
    """Tell whoever has applied how it stands."""
    notice(case.user, "settlement/moved", case, text=text)


def people_of(agreement: Agreement) -> Iterable[User]:
    """Return who hears of an agreement: everybody who acts for the firm; without a firm, whoever has applied."""
    if agreement.enterprise:
        return [row.user for row in agreement.enterprise.memberships.current().select_related("user")]
    person = agreement.application.user if agreement.application else None
    return [person] if person else []


def tell(agreement: Agreement, name: str) -> None:
    """Tell them, by the notice of this name."""
    for person in people_of(agreement):
        notice(person, name, agreement)
