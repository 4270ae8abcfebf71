"""Words for rooms, applications and agreements: whose they are, which wait for somebody."""

from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from portal.cases.models import CaseQuerySet
from portal.core.expiry import ExpiringQuerySet
from portal.core.ownership import OwnedByPerson
from portal.enterprises.models import Membership
from portal.settlement.terms import THRESHOLDS, after_years

# The room is taken from the signing on.
HOLDING = ("signed", "settled")
STANDING = ("to_file", "filed", *HOLDING)


class RoomQuerySet(models.QuerySet):
    """Rooms."""

    def with_occupancy(self):
        """Return them with ``is_taken``: an agreement that is signed or under which somebody has moved in has it."""
        held = apps.get_model("settlement.Agreement").objects.filter(room=OuterRef("pk"), state__in=HOLDING)
        return self.annotate(is_taken=Exists(held))

    def free(self):
        """Return those that can be let."""
        return self.with_occupancy().filter(state="usable", is_taken=False)


class SettlementApplicationQuerySet(OwnedByPerson, CaseQuerySet):  # type: ignore[override]
    """Applications, each of one person, who may apply for a firm."""

    def kept_long_enough(self, before):
        """Return those that ended before a moment and still name somebody, without those whose agreement stands."""
        return self.filter(closed_at__lt=before, forgotten_at=None).exclude(agreement__state__in=STANDING)


class AgreementQuerySet(ExpiringQuerySet):
    """Agreements."""

    def owned_by(self, user):
        """Return those of the firms that a person acts for, and those without a firm for which the person has applied."""
        if not user.is_authenticated:
            return self.none()
        firms = Membership.objects.organisations_of(user)
        return self.filter(Q(enterprise__in=firms) | Q(enterprise=None, application__user=user))

    def standing(self):
        """Return those that have not ended."""
        return self.filter(state__in=STANDING)

    def settled(self):
        """Return those under which somebody has moved in."""
        return self.filter(state="settled")

    def to_sign(self):
        """Return those that wait for the filing, the signing or the moving in."""
        return self.filter(state__in=("to_file", "filed", "signed"))

    def to_renew(self, today: date | None = None):
        """Return those whose year ends within ``SETTLEMENT_REMINDER_DAYS``, or has ended and is not renewed."""
        return self.settled().filter(valid_until__lte=(today or timezone.localdate()) + timedelta(days=settings.SETTLEMENT_REMINDER_DAYS))

    def owing_report(self, today: date | None = None):
        """Return those under which a year is over whose sales nobody has reported."""
        day, reports = today or timezone.localdate(), apps.get_model("settlement.SalesReport").objects
        owed: Any = Q(pk__in=[])
        for year in range(1, len(THRESHOLDS) + 1):
            told = reports.filter(agreement=OuterRef("pk"), year=year)
            owed |= Q(starts_on__lte=after_years(day, -year)) & ~Exists(told)
        return self.settled().filter(owed)
