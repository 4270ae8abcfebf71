"""The figures of the rules, and what follows from them: how long somebody may stay, in which years no rent is due (R-SET-6 to R-SET-8)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.apps import apps
from django.conf import settings
from django.utils.functional import cached_property

# The rules have a threshold for each of the first three years.
THRESHOLDS = ("sales_1", "sales_2", "sales_3")


@dataclass(frozen=True)
class Terms:
    """The figures in force: what the director has set, else what the source says (setting ``SETTLEMENT_TERMS``)."""

    numbers: dict[str, Decimal]
    sources: dict[str, str]

    @cached_property
    def thresholds(self) -> list[tuple[int, Decimal]]:
        """The years with the sales, in units of 10,000 yuan, from which no rent is due."""
        return [(year, self.numbers[code]) for year, code in enumerate(THRESHOLDS, 1)]

    def threshold(self, year: int) -> Decimal:
        """Return the threshold of a year.

        Raises:
            KeyError: the rules have none for it.
        """
        return dict(self.thresholds)[year]

    @property
    def deposit(self) -> Decimal:
        """The deposit for the office equipment, in yuan."""
        return self.numbers["deposit"]

    @property
    def years(self) -> int:
        """How many years one stays as a rule."""
        return int(self.numbers["years"])

    @property
    def most_years(self) -> int:
        """How many at most, without the approval of the bureau."""
        return int(self.numbers["most_years"])


def current_terms() -> Terms:
    """Return the figures in force."""
    numbers = {code: Decimal(number) for code, number in settings.SETTLEMENT_TERMS.items()}
    sources = {}
    for row in apps.get_model("settlement.Term").objects.all():
        numbers[row.code], sources[row.code] = row.number, row.source
    return Terms(numbers, sources)


def is_rent_free(amount: Decimal, threshold: Decimal) -> bool:
    """Return whether so much sold in a year frees from rent: what reaches the threshold does."""
    return amount >= threshold


def after_years(first: date, years: int) -> date:
    """Return the day so many years after another, or before it; from the 29th of February to the next day that a year without one has."""
    try:
        return first.replace(year=first.year + years)
    except ValueError:
        return date(first.year + years, 3, 1) if years > 0 else date(first.year + years, 2, 28)


def last_day(first: date, years: int) -> date:
    """Return the last day of so many years that begin on a day."""
    return after_years(first, years) - timedelta(days=1)


def years_over(first: date, today: date) -> list[int]:
    """Return which of the years with a threshold are over."""
    return [year for year in range(1, len(THRESHOLDS) + 1) if last_day(first, year) < today]
