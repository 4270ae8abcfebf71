"""What accounts keep for a time only."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from portal.accounts.models import LimitCounter, OneTimeCode, TextMessage

A_DAY = timedelta(days=1)


def prune() -> None:
    """Delete expired codes and counters after a day, text messages after ``SMS_KEPT_DAYS``."""
    now = timezone.now()
    OneTimeCode.objects.filter(expires_at__lt=now - A_DAY).delete()
    LimitCounter.objects.filter(ends_at__lt=now - A_DAY).delete()
    TextMessage.objects.filter(created_at__lt=now - timedelta(days=settings.SMS_KEPT_DAYS)).delete()
