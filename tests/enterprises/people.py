"""People of an enterprise, shared by the tests of this folder."""

from portal.accounts.services import agree_to_terms
from portal.enterprises.models import Enterprise, Membership
from tests.factories.people import UserFactory


def agreed(user):
    """Return a person who has agreed to the terms in force."""
    agree_to_terms(user)
    return user


def member(enterprise: Enterprise, role: str = Membership.Role.OWNER, **values) -> Membership:
    """Return a new person's membership of an enterprise."""
    return Membership.objects.create(user=agreed(UserFactory(**values)), organisation=enterprise, role=role)
