"""Limits of how often something may be done, by number, address or account (settings ``ACCESS_LIMITS``).

Each counter is one row that only conditional updates change, so two processes never let one more through than the limit says, on SQLite
and PostgreSQL alike. A counter's time begins with the first thing it counts.
"""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from portal.accounts.models import LimitCounter
from portal.core.encryption import blind_index


def consume(name: str, who: str) -> bool:
    """Count one more and return whether it is within the limit.

    Args:
        name: a key of ``ACCESS_LIMITS``.
        who: what is counted, such as a number, an address or an account; kept as a digest only.
    """
    most, seconds = settings.ACCESS_LIMITS[name]
    return consume_of(_key(name, who), most, seconds)


def consume_of(key: str, most: int, seconds: int, amount: int = 1) -> bool:
    """Add ``amount`` to a counter and return whether it stays within ``most`` in ``seconds``."""
    if amount > most:
        return False
    now = timezone.now()
    ends = now + timedelta(seconds=seconds)
    counters = LimitCounter.objects.filter(key=key)
    if counters.filter(ends_at__gt=now, count__lte=most - amount).update(count=F("count") + amount):
        return True
    if counters.filter(ends_at__lte=now).update(count=amount, ends_at=ends):
        return True
    try:
        with transaction.atomic():
            _counter, created = LimitCounter.objects.get_or_create(key=key, defaults={"count": amount, "ends_at": ends})
    except IntegrityError:
        created = False
    # Somebody else may have made the row in between: then it counts like any other.
    return created or bool(counters.filter(ends_at__gt=now, count__lte=most - amount).update(count=F("count") + amount))


def give_back(name: str, who: str) -> None:
    """Take back one that :func:`consume` has counted: what it was for turned out right."""
    LimitCounter.objects.filter(key=_key(name, who), count__gt=0).update(count=F("count") - 1)


def reached(name: str, who: str) -> bool:
    """Return whether nothing more is allowed now, without counting."""
    most, _seconds = settings.ACCESS_LIMITS[name]
    return LimitCounter.objects.filter(key=_key(name, who), ends_at__gt=timezone.now(), count__gte=most).exists()


def clear(name: str, who: str) -> int:
    """Forget what was counted and return how many counters there were."""
    return LimitCounter.objects.filter(key=_key(name, who)).delete()[0]


def _key(name: str, who: str) -> str:
    return f"{name}:{blind_index(who or '-', 'limit')[:40]}"
