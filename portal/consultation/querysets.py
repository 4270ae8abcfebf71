"""Words for consultations: whose they are, and which are late."""

from django.db import models
from django.utils import timezone

from portal.cases.models import CalledBackQuerySet
from portal.core.ownership import OwnedByPerson

REFERRED = "referred"


def overdue() -> models.Q:
    """Return which open consultations owe the answer, or a department's result, longer than they may."""
    now = timezone.now()
    return models.Q(due_at__lt=now) | models.Q(state=REFERRED, result_until__lt=now)


class ConsultationQuerySet(OwnedByPerson, CalledBackQuerySet):
    """Consultations."""

    def late(self):
        """Return the open ones of which the answer, or a department's result, is overdue."""
        return self.still_open().filter(overdue())
