"""Words for enterprises."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from portal.core import clock
from portal.core.querysets import EditorialQuerySet


class EnterpriseQuerySet(EditorialQuerySet):
    """Enterprises of the directory."""

    card_joins = ("town", "industry", "logo")

    def verified(self):
        """Return enterprises whose verification stands today."""
        return self.filter(verified_at__gt=_ago(settings.ENTERPRISE_VERIFY_DAYS))

    def lapsing(self, days: int):
        """Return verified enterprises whose verification lapses within ``days``."""
        return self.verified().filter(verified_at__lte=_ago(settings.ENTERPRISE_VERIFY_DAYS - days))

    def to_be_asked(self):
        """Return public enterprises that nobody has confirmed for a while and that were not asked lately."""
        old, asked = _ago(settings.ENTERPRISE_FRESH_DAYS), _ago(settings.ENTERPRISE_ASK_DAYS)
        return self.visible().filter(
            Q(confirmed_at=None) | Q(confirmed_at__lt=old), Q(confirmation_asked_at=None) | Q(confirmation_asked_at__lt=asked)
        )

    def owned_by(self, user):
        """Return the enterprises whose page a person may edit (:mod:`portal.enterprises.policies`)."""
        return self.filter(memberships__user=user, memberships__left_at=None, memberships__role__in=("owner", "manager"))


def _ago(days: int):
    clock.changes_within(0)
    return timezone.now() - timedelta(days=days)
