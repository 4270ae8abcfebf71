"""Numbers by which people ask for their case."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.cases.models import NumberCounter

DAY, YEAR = "%Y%m%d", "%Y"


@dataclass(frozen=True)
class NumberSeries:
    """Numbers without a gap, counted anew in each period: ``JB202611290001``.

    Args:
        prefix: letters in front, one series each.
        per: the period, :data:`DAY` or :data:`YEAR`.
        digits: the least length of the count.
    """

    prefix: str
    per: str = DAY
    digits: int = 4

    @transaction.atomic
    def next(self) -> str:
        """Return the next number.

        The counter's row stays locked until the transaction around the call ends: a case that is not kept gives its number back.
        """
        period = timezone.localdate().strftime(self.per)
        counter = NumberCounter.objects.filter(series=self.prefix, period=period)
        # An update locks on PostgreSQL and SQLite alike.
        if not counter.update(last=F("last") + 1):
            NumberCounter.objects.get_or_create(series=self.prefix, period=period)
            counter.update(last=F("last") + 1)
        return f"{self.prefix}{period}{counter.get().last:0{self.digits}d}"


# Ten digits that are easily read out over the phone: the day and the count. Kinds may share them.
PLAIN = NumberSeries("", "%y%m%d")
