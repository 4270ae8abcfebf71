"""How much of the budget is planned, used and left (R-TGT-9). Sums are made of exact decimals here: SQLite adds in binary fractions."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.plan.models import BudgetLine, BudgetUse, UsePaper
from portal.targets.counters import Entry

MAY_SEE = "plan.view_budgetuse"
# Targets count the budget in 万元, as its documents do.
TEN_THOUSAND = 10_000
_ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Standing:
    """A line of the budget, or all of them, as it stands."""

    name: str
    planned: Decimal
    used: Decimal
    line: BudgetLine | None = None

    @property
    def left(self) -> Decimal:
        """What is left; less than nothing where more was used than planned."""
        return self.planned - self.used

    @property
    def percent(self) -> int:
        """The share that was used, in whole percent, rounded down."""
        return int(100 * self.used // self.planned) if self.planned else 0

    @property
    def is_over(self) -> bool:
        """Whether more was used than planned."""
        return self.used > self.planned


def standings() -> list[Standing]:
    """Return all lines as they stand, and their sum at the end."""
    used: dict[int, Decimal] = defaultdict(lambda: _ZERO)
    for line, amount in BudgetUse.objects.order_by().values_list("line", "amount"):
        used[line] += amount
    rows = [Standing(line.name, line.planned, used[line.pk], line) for line in BudgetLine.objects.all()]
    return [*rows, Standing(_("合计"), sum((row.planned for row in rows), _ZERO), sum((row.used for row in rows), _ZERO))]


def use_entries(start: date, end: date) -> Iterator[Entry]:
    """Yield what was used from one day to another, each with its amount in 万元."""
    names: dict[int, list[str]] = defaultdict(list)
    for key, name in UsePaper.objects.filter(use__day__range=(start, end)).values_list("use", "name"):
        names[key].append(name)
    for use in BudgetUse.objects.filter(day__range=(start, end)).select_related("line").order_by("day", "pk"):
        facets, url = {_("预算项目"): use.line.name}, reverse("budget_uses:edit", args=[use.pk])
        reason, proof = _("%(amount)s 元") % {"amount": use.amount}, "、".join(names[use.pk]) or _("没有凭据")
        yield Entry(use.day, use.purpose, True, reason, url, facets, proof, amount=use.amount / TEN_THOUSAND)
