"""Words for service requests: whose they are, who was asked to answer them, which are late."""

from django.db import models
from django.utils import timezone

from portal.cases.models import CaseQuerySet
from portal.catalogues.models import ProviderMembership
from portal.core.ownership import OwnedByPerson

MATCHED = "matched"


def overdue() -> models.Q:
    """Return which open requests owe the outcome, or the provider's answer, longer than they may."""
    now = timezone.now()
    return models.Q(due_at__lt=now) | models.Q(state=MATCHED, answer_until__lt=now)


class ServiceRequestQuerySet(OwnedByPerson, CaseQuerySet):
    """Requests of people."""

    def received_by(self, user):
        """Return those that lie with a provider that a person keeps; one that has declined has them no longer."""
        return self.filter(provider__in=ProviderMembership.objects.organisations_of(user)) if user.is_authenticated else self.none()

    def late(self):
        """Return the open ones of which the outcome, or the provider's answer, is overdue."""
        return self.still_open().filter(overdue())
