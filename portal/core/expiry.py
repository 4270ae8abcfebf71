"""Records that end on a day, and people who hear of it before."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core import clock


class Expiring(models.Model):
    """A record with a last day. ``reminded_for`` is the last day of which its owner has been told, so that a new term is told anew."""

    valid_until = models.DateField(_("有效期至"))
    reminded_for = models.DateField(_("已提醒的到期日"), null=True, editable=False)

    class Meta:
        abstract = True


class ExpiringQuerySet(models.QuerySet):
    """Words for records with a last day. The day counts whatever the scheduler has done."""

    def not_expired(self):
        """Return the records whose last day has not passed."""
        clock.ends_today()
        return self.filter(valid_until__gte=timezone.localdate())

    def run_out(self):
        """Return the records whose last day has passed."""
        return self.filter(valid_until__lt=timezone.localdate())

    def ending_within(self, days: int):
        """Return the records that end within ``days`` and whose owner has not been told of that day."""
        told = models.Q(reminded_for__isnull=False) & models.Q(reminded_for=models.F("valid_until"))
        return self.not_expired().filter(valid_until__lte=timezone.localdate() + timedelta(days=days)).exclude(told)

    def expire_due(self, expire: Callable[[Any], object]) -> None:
        """End what has run out.

        Args:
            expire: called with each record, locked, in a transaction of its own.
        """
        self.run_out()._each(expire)

    def remind_due(self, days: int, remind: Callable[[Any], object]) -> None:
        """Tell the owners of what ends within ``days``, once for each last day.

        Args:
            days: how long before.
            remind: called with each record, locked, in a transaction of its own.
        """

        def tell(record) -> None:
            record.reminded_for = record.valid_until
            record.save(update_fields=["reminded_for"])
            remind(record)

        self.ending_within(days)._each(tell)

    def _each(self, act: Callable[[Any], object]) -> None:
        for pk in list(self.values_list("pk", flat=True)):
            with transaction.atomic():
                record = self.select_for_update(of=("self",)).filter(pk=pk).first()
                if record is not None:
                    act(record)
