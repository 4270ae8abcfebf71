"""Words for calls and declarations."""

from django.db.models import Q
from django.utils import timezone

from portal.core.expiry import ExpiringQuerySet
from portal.core.ownership import OwnedByOrganisation
from portal.core.querysets import EditorialQuerySet
from portal.enrolment.responses import ResponseQuerySet
from portal.policy_calls.choices import Phase


class PolicyCallQuerySet(ExpiringQuerySet, EditorialQuerySet):  # type: ignore[override]
    """Calls to declare; whether one is open is told by the local day."""

    def in_phase(self, phase: str):
        """Return the calls that stand in a phase today."""
        today = timezone.localdate()
        shown = Q(notice_from__isnull=False, notice_from__lte=today)
        over, begun = Q(valid_until__lt=today), Q(opens_on__lte=today)
        found = {
            Phase.COMING: ~shown & ~begun,
            Phase.OPEN: ~shown & begun & ~over,
            Phase.CLOSED: ~shown & begun & over,
            Phase.RESULTS: shown,
        }
        return self.filter(found[Phase(phase)])

    def open(self):
        """Return the calls for which firms may declare today."""
        return self.visible().in_phase(Phase.OPEN)


class DeclarationQuerySet(OwnedByOrganisation, ResponseQuerySet):  # type: ignore[override]
    """Declarations, each of one firm."""
