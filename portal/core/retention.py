"""Logs that have been kept long enough go (PIPL art. 19: no longer than needed)."""

import logging
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.utils import timezone

from portal.core.append_only import AppendOnlyModel

logger = logging.getLogger(__name__)


def purge_logs() -> int:
    """Delete what is older than ``AUDIT_RETENTION_DAYS`` in every append-only log, and return how many rows went."""
    before = timezone.now() - timedelta(days=settings.AUDIT_RETENTION_DAYS)
    logs = [model for model in apps.get_models() if issubclass(model, AppendOnlyModel)]
    gone = sum(model.objects.all().purge(before) for model in logs)
    if gone:
        logger.info("%d log rows older than %d days were deleted", gone, settings.AUDIT_RETENTION_DAYS)
    return gone
