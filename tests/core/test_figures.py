"""Numbers and days as people write them."""

from datetime import datetime

import pytest

from portal.core.figures import moment_of, plain_amount, plain_code

DAYS = [
    "2026-03-15",
    "2026/3/15",
    "2026.3.15",
    "2026年3月15日",
    "2026 年 3 月 15 日",
    "２０２６年３月１５日",
    "20260315",
    "２０２６－０３－１５",
    "2026—3—15",
    " 2026.03.15 ",
    "2026年3月15",
]


@pytest.mark.parametrize("typed", DAYS)
def test_a_day_is_understood_in_every_form(typed):
    assert moment_of(typed) == datetime(2026, 3, 15)  # noqa: DTZ001 - days have no zone


@pytest.mark.parametrize("typed", ["2026年3月15日 9时30分", "2026-03-15T09:30:00", "2026.3.15 9:30", "２０２６／３／１５　９：３０"])
def test_so_is_the_time_of_day(typed):
    assert moment_of(typed) == datetime(2026, 3, 15, 9, 30)  # noqa: DTZ001 - made aware by its users


@pytest.mark.parametrize("typed", ["", "2026", "2026年2月30日", "3月15日", "15.3.2026", "2026-13-01", "2026-03-15 25:00", "明天"])
def test_what_is_no_day_is_none(typed):
    assert moment_of(typed) is None


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("￥１２．５０", "12.50"),
        ("¥ 12", "12"),
        ("1,234.50元", "1234.50"),
        ("1，234", "1234"),
        ("12 345", "12345"),
        ("３０ 人", "30"),
        ("-5", "-5"),
        ("－5", "-5"),
    ]
    + [(text, text) for text in ("1,23", "1e5", "十二", "12-15", "nan", "1.2.3", "")],
)
def test_amounts_lose_what_is_no_part_of_the_number(typed, plain):
    assert plain_amount(typed) == plain


def test_codes_are_plain_whatever_they_are_written_with():
    assert plain_code("ａ－１①⓪❷\u200b　Ｂ") == "a-1102 B"
