"""Words for applications, invitations and memberships: whose they are, which still stand."""

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from portal.cases.models import CaseQuerySet
from portal.enterprises.models import Membership
from portal.enterprises.policies import EDITORS

OPEN = ("submitted", "proposed")
ENDED, REMOVED = "ended", "removed"
# What staff have to do something about.
WAITING = ("approved", "signed", "leaving", "agreed")


def _speaks_for(user) -> Q:
    """Return which rows are of the firms for which a person may speak, as owner or manager."""
    return Q(enterprise__in=Membership.objects.organisations_of(user, EDITORS))


class OfFirmOrPerson(models.QuerySet):
    """Rows of a firm, or of a person where there is no firm."""

    def owned_by(self, user):
        """Return those of the firms for which a person speaks, and the person's own."""
        return self.filter(_speaks_for(user) | Q(enterprise=None, user=user)) if user.is_authenticated else self.none()


class ApplicationQuerySet(OfFirmOrPerson, CaseQuerySet):
    """Applications."""


class InvitationQuerySet(models.QuerySet):
    """Invitations of firms."""

    def open(self):
        """Return those that the firm has neither accepted nor declined, and nobody has taken back."""
        return self.filter(accepted_at=None, ended_at=None)

    def owned_by(self, user):
        """Return the open ones of the firms for which a person speaks."""
        return self.open().filter(_speaks_for(user)) if user.is_authenticated else self.none()


class MemberQuerySet(OfFirmOrPerson):
    """Memberships."""

    def standing(self):
        """Return those that have not ended."""
        return self.exclude(state__in=(ENDED, REMOVED))

    def waiting(self):
        """Return those about which staff have to do something."""
        return self.filter(state__in=WAITING)

    def for_public(self):
        """Return the members with a plaque who have agreed to be listed; of firms those whose page is public."""
        rows = self.filter(listed=True, state__in=("active", "leaving", "agreed")).filter(Q(enterprise=None) | Q(enterprise__live=True))
        return rows.select_related("enterprise", "member_type").order_by("member_type__order", "plaque_number")

    def for_rows(self):
        """Return what lists of staff show, in one statement."""
        rows = self.select_related("enterprise", "member_type", "application").annotate(used=Count("uses"))
        return rows.order_by("-created_at", "-pk")


class UseQuerySet(models.QuerySet):
    """Uses of benefits."""

    def this_year(self):
        """Return those of this year."""
        return self.filter(used_on__year=timezone.localdate().year)
