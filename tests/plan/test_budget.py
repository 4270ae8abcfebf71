"""The budget: sums as a plain count makes them, who sees and enters what, and what is overspent."""

import random
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from portal.accounts.roles import CLERK
from portal.core.models import AuditEntry
from portal.plan.budget import standings, use_entries
from portal.plan.models import BudgetLine, BudgetUse, UsePaper
from portal.targets.tracker import Progress, Span, progress
from tests.factories.people import UserFactory, person, signed_in
from tests.factories.plan import PAPER, BudgetLineFactory, BudgetUseFactory
from tests.factories.targets import TargetFactory
from tests.support.spreadsheets import cells_of

pytestmark = pytest.mark.usefixtures("new_county")


def clerk():
    user = UserFactory()
    user.groups.add(Group.objects.get(name=CLERK.name))
    return user


@pytest.mark.parametrize("seed", range(3))
def test_sums_are_those_of_a_plain_count_in_fen(seed):
    BudgetLine.objects.all().delete()
    chance, fen, spent = random.Random(seed), {}, {}  # noqa: S311
    lines = [BudgetLineFactory(planned=Decimal(chance.randrange(1, 10**8)) / 100) for _number in range(4)]
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31)]
    for number in range(200):
        line, day, amount = chance.choice(lines), chance.choice(days), chance.randrange(1, 10**7)
        BudgetUse.objects.create(line=line, day=day, amount=Decimal(amount) / 100, purpose=str(number))
        fen[line.pk] = fen.get(line.pk, 0) + amount
        spent[day.year] = spent.get(day.year, 0) + amount
    *rows, whole = standings()
    for row in rows:
        planned, used = int(row.line.planned * 100), fen.get(row.line.pk, 0)
        assert (row.used * 100, row.left * 100, row.percent, row.is_over) == (used, planned - used, 100 * used // planned, used > planned)
    assert whole.used * 100 == sum(fen.values())
    target = TargetFactory(counter="budget_use", unit="万元", starts_on=days[1], ends_on=days[2])
    of_year = Progress(target, Span(days[1], days[2]), today=days[2])
    assert of_year.done == Decimal(spent[2026] // 10**4) / 100
    assert sum(entry.amount for entry in use_entries(days[0], days[0])) * 10**6 == spent[2025]


def test_only_the_director_and_the_clerk_see_money():
    use = BudgetUseFactory()
    paper, target = UsePaper.keep(PAPER.name, PAPER.content_type, PAPER.content, use=use), TargetFactory(counter="budget_use", name="花钱")
    paths = [reverse("plan_budget"), reverse("budget_paper", args=[paper.pk]), reverse("budget_uses:index")]
    seen = {user: [signed_in(user).get(path).status_code for path in paths] for user in (person("director"), clerk(), person("editor"))}
    assert list(seen.values()) == [[200] * 3, [200] * 3, [302] * 3]
    assert signed_in(person("editor")).get(reverse("target", args=[target.pk])).status_code == 404
    assert progress(target).groups() == [("预算项目", [(str(use.line), Decimal("0.00"))])]


def test_a_use_is_entered_once_with_its_receipt_and_logged():
    line, client, scan = BudgetLineFactory(planned=Decimal("100.00")), signed_in(clerk()), BytesIO()
    Image.new("RGB", (30, 40), "white").save(scan, "JPEG")
    today, add = timezone.localdate(), reverse("budget_uses:add")
    sent = {"line": line.pk, "day": today, "amount": "120.55", "purpose": "桌椅"}
    assert client.post(add, {**sent, "upload": SimpleUploadedFile("发票.jpg", scan.getvalue())}).status_code == 302
    assert "已经登记过" in client.post(add, sent).content.decode()
    use = BudgetUse.objects.get()
    assert (use.entered_by.groups.get().name, use.papers.count()) == (CLERK.name, 1)
    for wrong in ({"amount": "0"}, {"amount": "1.005"}, {"amount": "-5"}, {"amount": "x"}, {"day": today + timedelta(days=1)}):
        assert client.post(add, {**sent, "purpose": "别的", **wrong}).status_code == 200
    assert BudgetUse.objects.count() == 1
    page = client.get(reverse("plan_budget")).content.decode()
    assert f"“{line}”超支：已用 120.55 元，计划 100.00 元" in page
    rows = cells_of(client.get(reverse("plan_budget"), {"export": "xlsx"}).content)
    assert next(row for row in rows if row[0] == str(line))[1:5] == ["100.00", "120.55", "-20.55", "120%"]
    assert client.post(reverse("budget_uses:edit", args=[use.pk]), {**sent, "amount": "99"}).status_code == 302
    entry = AuditEntry.objects.get(action="plan.budgetuse_changed")
    assert (entry.before["amount"], entry.after["amount"]) == ("120.55", "99.00")
    assert client.get(reverse("budget_uses:delete", args=[use.pk])).status_code == 302


def test_no_use_of_tomorrow():
    with pytest.raises(ValidationError, match="不能晚于今天"):
        BudgetUseFactory.build(line=BudgetLineFactory(), day=timezone.localdate() + timedelta(days=1)).full_clean()
