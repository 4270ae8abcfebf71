"""The leak guard on made numbers, both ways: people's numbers are found however they are parted and written, other numbers are not."""

import random

import pytest
from stdnum import luhn

from portal.moderation.screening.leaks import _ID_WEIGHTS, leaks, masked_copy

SEEDS = range(40)
PARTINGS = ["", " ", "-", ".", "、", ",", "，", " / ", "/", "|", "·", "—", "\u200b", "、 "]
WRITINGS = {
    "plain": "0123456789",
    "full width": "０１２３４５６７８９",
    "circled": "⓪①②③④⑤⑥⑦⑧⑨",
    "filled": "⓿❶❷❸❹❺❻❼❽❾",
    "numerals": "零一二三四五六七八九",
    "financial": "零壹贰叁肆伍陆柒捌玖",
    "keycaps": [f"{digit}\ufe0f\u20e3" for digit in range(10)],
    "mixed": "0①二３4⑤六７8⑨",
}


def rng_of(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - made numbers, no secrets


def mobile(rng) -> str:
    return f"1{rng.randint(3, 9)}{rng.randrange(10**9):09}"


def identity(rng) -> str:
    born = f"{rng.randint(1950, 2008)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    body = f"{rng.choice(['110105', '421222', '330106', '440305'])}{born}{rng.randrange(1000):03}"
    return body + "10X98765432"[sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, body, strict=True)) % 11]


def card(rng) -> str:
    body = f"62{rng.randrange(10**16):016}"
    return body + luhn.calc_check_digit(body)


def land_line(rng) -> str:
    area = rng.choice(["010", f"02{rng.randint(0, 9)}", f"07{rng.randint(10, 99)}"])
    local = rng.randint(20_000_000, 89_999_999) if len(area) == 3 else rng.randint(2_000_000, 8_999_999)
    return f"{area}{rng.choice(['-', ' ', ''])}{local}"


def parted(digits: str, sign: str, sizes: tuple[int, ...]) -> str:
    """Return digits in groups, the last of whatever is left."""
    groups, rest = [], digits
    for size in sizes:
        groups.append(rest[:size])
        rest = rest[size:]
    return sign.join(filter(None, [*groups, rest]))


def written(digits: str, writing) -> str:
    return "".join(writing[int(char)] if char.isdigit() else char for char in digits)


def clauses(text: str) -> set[str]:
    return {hit.clause for hit in leaks("body", text, "story")}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mobile_number_is_found_in_every_dress(seed):
    rng = rng_of(seed)
    digits = mobile(rng)
    sizes = rng.choice([(3, 4), (4, 4), (3, 3, 3), (7,), (5,), (1,) * 10])
    for sign in PARTINGS:
        text = f"请联系 {parted(digits, sign, sizes)}，谢谢"
        assert "PI-3" in clauses(text), text
        assert digits[3:7] not in masked_copy(text)
    for writing in WRITINGS.values():
        text = f"请加：{written(digits, writing)}。"
        assert "PI-3" in clauses(text), text
    for prefix in ("+86", "+86 ", "0086-", "86"):
        assert masked_copy(f"电话{prefix}{digits}") == f"电话{prefix}{digits[:3]}****{digits[7:]}"


@pytest.mark.parametrize("seed", SEEDS)
def test_an_identity_number_is_found_in_every_dress(seed):
    rng = rng_of(seed)
    digits = identity(rng)
    sizes = rng.choice([(6, 8), (6, 4, 4), (6, 4, 2, 2), (3, 3, 4, 4), (4, 4, 4, 4), (1,) * 17])
    for sign in PARTINGS:
        text = f"本人 {parted(digits, sign, sizes)} 已登记"
        assert "PI-1" in clauses(text), text
    for writing in WRITINGS.values():
        text = f"号码是{written(digits, writing)}。"
        assert "PI-1" in clauses(text), text


@pytest.mark.parametrize("seed", SEEDS)
def test_a_bank_card_is_found_as_it_is_printed(seed):
    rng = rng_of(seed)
    digits = card(rng)
    for sign in ("", " ", "-"):
        text = f"打到 {parted(digits, sign, (4, 4, 4, 4))} 上"
        assert "PI-2" in clauses(text), text


def days(rng) -> list[str]:
    """Return a day in the forms in which people write it."""
    year, month, day = rng.randint(2019, 2030), rng.randint(1, 12), rng.randint(1, 28)
    forms = [f"{year}{sign}{month}{sign}{day}" for sign in "-./"] + [f"{year}{sign}{month:02}{sign}{day:02}" for sign in "-./"]
    return [*forms, f"{year}{month:02}{day:02}", f"{year}年{month}月{day}日"]


@pytest.mark.parametrize("seed", range(80))
def test_ranges_of_days_are_left_alone(seed):
    rng = rng_of(seed)
    for first, last in zip(days(rng), days(rng), strict=True):
        for sign in ("-", "—", " - ", "至", "~", " 至 ", "、", "/"):
            for text in (f"报名时间：{first}{sign}{last}，地点不变", f"{first}{sign}{last} 08:30", f"第 13 期 {first}{sign}{last} 150 人"):
                assert clauses(text) == set(), text
                assert masked_copy(text) == text


@pytest.mark.parametrize("seed", range(80))
def test_land_lines_side_by_side_are_land_lines(seed):
    rng = rng_of(seed)
    first, last = land_line(rng), land_line(rng)
    for sign in (" ", "、", "/", "，", "\n", " / "):
        text = f"咨询 {first}{sign}{last} 均可"
        hits = leaks("body", text, "story")
        assert [text[hit.start : hit.end] for hit in hits] == [first, last]
        assert {hit.clause for hit in hits} == {"PI-3"}
        assert {str(hit.term) for hit in hits} == {"固定电话号码"}


@pytest.mark.parametrize("seed", range(60))
def test_amounts_and_lists_of_small_numbers_are_left_alone(seed):
    rng = rng_of(seed)
    small = [str(rng.randint(13, 99)) for _item in range(12)]
    prices = [str(rng.randint(100, 999) * 10) for _item in range(4)]
    for text in (
        f"规格有 {'、'.join(small)} 厘米",
        f"每亩 {'/'.join(prices)} 元",
        f"共 {rng.randint(10**10, 10**11 - 1):,} 元",
        f"增长 {rng.random():.12f}",
        f"￥{prices[0]}、{prices[1]}、{rng.randint(100, 999)}元",
    ):
        assert clauses(text) == set(), text
        assert masked_copy(text) == text


@pytest.mark.parametrize("seed", range(20))
def test_a_day_beside_a_number_stays_and_the_number_goes(seed):
    rng = rng_of(seed)
    digits = mobile(rng)
    for day in days(rng):
        text = f"{day} {digits}"
        assert masked_copy(text) == f"{day} {digits[:3]}****{digits[7:]}"
