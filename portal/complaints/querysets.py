"""Words for complaints: whose they are, and which discontented people nobody has visited yet."""

from portal.cases.models import CaseQuerySet
from portal.core.grades import Grade
from portal.core.ownership import OwnedByPerson


class ComplaintQuerySet(OwnedByPerson, CaseQuerySet):
    """Complaints."""

    def to_call_back(self):
        """Return those whose senders are not content and have not been called."""
        return self.filter(grade__lte=Grade.POOR, called_back_at=None)
