"""Deleting in the back office what others refer to."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from portal.core.models import AuditEntry
from portal.inspection.models import Rule
from portal.plan.models import BudgetLine, BudgetUse
from tests.factories.people import UserFactory, signed_in

pytestmark = pytest.mark.usefixtures("new_county")


def test_what_others_refer_to_is_kept_with_words_and_no_log_says_otherwise():
    line = BudgetLine.objects.create(name="办公", planned=100)
    # As a program makes them, which Wagtail's index of references does not see.
    BudgetUse.objects.bulk_create([BudgetUse(line=line, day=timezone.localdate(), amount=1, purpose="纸")])
    client = signed_in(UserFactory(is_superuser=True, is_staff=True))
    for path, row in (
        (reverse("budget_lines:delete", args=[line.pk]), line),
        (reverse("wagtailusers_groups:delete", args=[(group := _with_rules()).pk]), group),
    ):
        answer = client.post(path, follow=True)
        assert "还有别的记录用到它，不能删除。" in answer.content.decode()
        assert type(row).objects.filter(pk=row.pk).exists()
    assert not AuditEntry.objects.filter(action="plan.budgetline_deleted").exists()


def _with_rules() -> Group:
    """Return a group that rules of the inspection name as who mends."""
    return Rule.objects.select_related("owner").first().owner
