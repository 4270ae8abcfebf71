"""Words for complaints: whose they are."""

from portal.cases.models import CalledBackQuerySet
from portal.core.ownership import OwnedByPerson


class ComplaintQuerySet(OwnedByPerson, CalledBackQuerySet):
    """Complaints."""
