"""People of an enterprise, shared by the tests of this folder."""

from portal.enterprises.models import Enterprise, Membership
from tests.factories.people import UserFactory, agreed


def member(enterprise: Enterprise, role: str = Membership.Role.OWNER, **values) -> Membership:
    """Return a new person's membership of an enterprise."""
    return Membership.objects.create(user=agreed(UserFactory(**values)), organisation=enterprise, role=role)
