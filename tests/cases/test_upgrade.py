"""Reports and their numbers outlive the move to the engine of cases."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = [("moderation", "0004_rule_kinds")], [("moderation", "0005_reports_are_cases")]


def migrated(target):
    """Bring the tables to a state; return the models as they were then."""
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


@pytest.mark.django_db(transaction=True)
def test_numbers_go_on_and_old_reports_get_their_due_time(settings):
    old = migrated(BEFORE)
    old.get_model("moderation", "ReportNumber").objects.create(day=date(2026, 11, 29), last=7)
    kept = {"number": "JB202611290007", "code_index": "c", "address_index": "a", "url": "/news/", "problem": "stale", "text": "打不开。"}
    old.get_model("moderation", "Report").objects.create(**kept)
    new = migrated(AFTER)
    row = new.get_model("moderation", "Report").objects.get()
    assert {name: getattr(row, name) for name in kept} == kept
    assert row.due_at == row.created_at + timedelta(hours=settings.REPORT_HOURS)
    counter = new.get_model("cases", "NumberCounter").objects.get()
    assert (counter.series, counter.period, counter.last) == ("JB", "20261129", 7)
    again = migrated(BEFORE)
    assert list(again.get_model("moderation", "ReportNumber").objects.values_list("day", "last")) == [(date(2026, 11, 29), 7)]
    migrated(AFTER)
