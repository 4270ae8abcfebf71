"""Logs are kept as long as the setting says and no longer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.core import audit
from portal.core.access_log import AccessEntry, log_view
from portal.core.audit import AuditEntry
from portal.core.retention import purge_logs
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_old_rows_of_every_log_go_and_newer_ones_stay(settings, monkeypatch):
    viewer = UserFactory()
    now = timezone.now()
    for days in (settings.AUDIT_RETENTION_DAYS + 1, settings.AUDIT_RETENTION_DAYS - 1, 0):
        monkeypatch.setattr(timezone, "now", lambda moment=now - timedelta(days=days): moment)
        audit.record("accounts.lock", reason=str(days))
        log_view(viewer, None, "phone", purpose=str(days))
    monkeypatch.undo()
    assert purge_logs() == 2
    assert (AuditEntry.objects.count(), AccessEntry.objects.count()) == (2, 2)
