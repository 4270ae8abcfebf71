"""Phone numbers in one form, however they are typed."""

import random

import pytest

from portal.core.fields import PhoneField
from portal.core.phones import dialled, plain_phone
from portal.core.validators import mobile_number, phone_number

FULL = str.maketrans("0123456789-()+", "０１２３４５６７８９－（）＋")


def made(seed: int) -> tuple[str, list[str]]:
    """Return a number's one form and ways in which people type it."""
    rng = random.Random(seed)  # noqa: S311 - made numbers, no secrets
    if seed % 2:
        digits = f"1{rng.randint(3, 9)}{rng.randrange(10**9):09}"
        first, middle, last = digits[:3], digits[3:7], digits[7:]
        ways = [f"{first} {middle} {last}", f"{first}-{middle}-{last}", f"{first}—{middle}—{last}", f"{first}.{middle}.{last}"]
        ways += [f"+86{digits}", f"+86-{digits}", f"+86 {ways[0]}", f"0086{digits}", f"0086 {ways[1]}", f"86{digits}", f"(+86){digits}"]
        return digits, [*ways, digits.translate(FULL), ways[1].translate(FULL), f"{digits[:3]}{digits[3:7].translate(FULL)}{digits[7:]}"]
    area = rng.choice(["010", f"02{rng.randint(0, 9)}", f"0{rng.randint(3, 9)}{rng.randint(0, 99):02}"])
    local = str(rng.randint(2_000_000, 8_999_999) if len(area) == 4 else rng.randint(20_000_000, 89_999_999))
    ways = [
        f"{area}{local}",
        f"({area}){local}",
        f"（{area}）{local}",
        f"{area} {local}",
        f"{area}—{local}",
        f"{area}-{local[:-4]} {local[-4:]}",
    ]
    ways += [f"+86-{area[1:]}-{local}", f"0086{area[1:]}{local}", f"+86({area}){local}", f"+86 (0){area[1:]} {local}"]
    return f"{area}-{local}", [*ways, f"{area}-{local}".translate(FULL), ways[1].translate(FULL)]


@pytest.mark.parametrize("seed", range(60))
def test_every_way_of_typing_gives_one_form(seed):
    form, ways = made(seed)
    assert {plain_phone(way) for way in [form, *ways]} == {form}
    assert {dialled(way) for way in ways} == {form}
    (mobile_number if seed % 2 else phone_number)(form)
    assert PhoneField().to_python(ways[0]) == PhoneField().formfield().clean(ways[1]) == form


@pytest.mark.parametrize(
    ("typed", "form", "link"),
    [
        ("0715-4223344转12", "0715-4223344-12", "0715-4223344;ext=12"),
        ("021-62223344-8012", "021-62223344-8012", "021-62223344;ext=8012"),
        ("４００ ８００ １２３４", "400-800-1234", "400-800-1234"),
        ("１２３１５", "12315", "12315"),
        ("110", "110", "110"),
    ],
)
def test_extensions_and_short_numbers(typed, form, link):
    assert (plain_phone(typed), dialled(form)) == (form, link)


@pytest.mark.parametrize("typed", ["", "12", "电话", "0715-12", "23800000000", "0715-0001234x", "0715-4223344、0715-4228899"])
def test_what_is_no_number_stays_as_typed_and_is_not_dialled(typed):
    assert plain_phone(typed) == typed
    assert dialled(typed) == ""
