"""Agreements outlive the move into a table of their own."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = [("catalogues", "0006_experts")], [("catalogues", "0008_agreements_moved")]


@pytest.mark.django_db(transaction=True)
def test_each_number_and_last_day_becomes_an_agreement():
    MigrationExecutor(connection).migrate(BEFORE)
    old = MigrationExecutor(connection).loader.project_state(BEFORE).apps.get_model("catalogues", "Provider")
    first, second, third = (old.objects.create(name=name, slug=name, introduction="拍照。") for name in ("a", "b", "c"))
    old.objects.create(name="d", slug="d", introduction="没有协议。")
    old.objects.filter(pk__in=[first.pk, second.pk]).update(agreement_number="协议 1")
    old.objects.filter(pk__in=[second.pk, third.pk]).update(agreement_until=date(2027, 3, 1))
    MigrationExecutor(connection).migrate(AFTER)
    new = MigrationExecutor(connection).loader.project_state(AFTER).apps.get_model("catalogues", "Agreement")
    assert list(new.objects.order_by("provider").values_list("provider", "number", "valid_until")) == [
        (first.pk, "协议 1", None),
        (second.pk, f"协议 1-{second.pk}", date(2027, 3, 1)),
        (third.pk, f"未编号-{third.pk}", date(2027, 3, 1)),
    ]
