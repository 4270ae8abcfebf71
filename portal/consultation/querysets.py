"""Words for consultations: whose they are, which are late, which badly graded ones nobody has called back."""

from django.db import models
from django.utils import timezone

from portal.cases.models import CaseQuerySet
from portal.core.grades import Grade
from portal.core.ownership import OwnedByPerson

REFERRED = "referred"


def overdue() -> models.Q:
    """Return which open consultations owe the answer, or a department's result, longer than they may."""
    now = timezone.now()
    return models.Q(due_at__lt=now) | models.Q(state=REFERRED, result_until__lt=now)


class ConsultationQuerySet(OwnedByPerson, CaseQuerySet):
    """Consultations."""

    def late(self):
        """Return the open ones of which the answer, or a department's result, is overdue."""
        return self.still_open().filter(overdue())

    def to_call_back(self):
        """Return those with a poor grade whose senders nobody has called yet."""
        return self.filter(grade__lte=Grade.POOR, called_back_at=None)
