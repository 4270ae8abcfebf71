"""The figures of the rules: what frees from rent, how long a year is, how many rooms are let (R-SET-6 to R-SET-8, R-SET-12)."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from portal.settlement.figures import occupancy
from portal.settlement.models import Term
from portal.settlement.terms import after_years, current_terms, is_rent_free, last_day, years_over
from tests.factories.settlement import RoomFactory, settled_firm, signed

pytestmark = pytest.mark.usefixtures("new_county")


def calculated(year: int, sales: str) -> str:
    """Return the page of the calculator."""
    return Client().get("/settle/calculator/", {"year": year, "sales": sales}).content.decode()


@pytest.mark.parametrize(
    ("year", "sales", "said"),
    [
        (1, "50", "第 1 年的标准是 50 万元，达到了，这一年免房租。"),
        (1, "49.99", "还差 0.01 万元，这一年按标准交房租。"),
        (2, "99.99", "第 2 年的标准是 100 万元，还差 0.01 万元"),
        (2, "100", "这一年免房租。"),
        (3, "２００", "第 3 年的标准是 200 万元，达到了"),
        (3, "0", "还差 200 万元"),
        (3, "", "请填写“这一年的销售额（万元）”。"),
        (3, "-1", "确保该值大于或等于0。"),
        (4, "500", "不在可用的选项中。"),
    ],
)
def test_the_calculator_answers_at_the_threshold_and_below_it(year, sales, said):
    assert said in calculated(year, sales)


def test_the_director_changes_a_figure_and_the_pages_follow():
    assert "第 1 年销售额达到 50 万元的" in Client().get("/settle/").content.decode()
    Term.objects.create(code="sales_1", number=Decimal(60), source="办法第九条修订")
    Term.objects.create(code="deposit", number=Decimal(3000), source="办法第五条修订")
    page = Client().get("/settle/").content.decode()
    assert "第 1 年销售额达到 60 万元的" in page
    assert "押金 3000 元" in page
    assert "还差 5 万元" in calculated(1, "55")
    assert current_terms().threshold(2) == Decimal(100)


@pytest.mark.parametrize(
    ("first", "years", "last"),
    [
        (date(2026, 1, 1), 1, date(2026, 12, 31)),
        (date(2026, 3, 15), 2, date(2028, 3, 14)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 28)),
        (date(2023, 3, 1), 1, date(2024, 2, 29)),
    ],
)
def test_a_year_ends_the_day_before_it_begins_again(first, years, last):
    assert last_day(first, years) == last


def test_a_year_is_over_on_the_day_after_its_last():
    first = date(2024, 2, 29)
    assert years_over(first, date(2025, 2, 28)) == []
    assert years_over(first, date(2025, 3, 1)) == [1]
    assert years_over(first, date(2030, 1, 1)) == [1, 2, 3], "no threshold stands for a fourth year"
    assert after_years(date(2028, 2, 29), -1) == date(2027, 2, 28)


def test_decimals_decide_at_the_edge():
    assert is_rent_free(Decimal("50.00"), Decimal(50))
    assert not is_rent_free(Decimal("49.995"), Decimal(50))


def test_rooms_out_of_use_do_not_count():
    assert occupancy().percent is None
    settled_firm()
    signed()
    RoomFactory()
    RoomFactory(state="closed")
    found = occupancy()
    assert (found.taken, found.rooms, found.percent) == (2, 3, 67)
    assert "可入驻的 3 间房间中有 2 间已入驻，入驻率 67%" in Client().get("/settle/").content.decode()
