"""Chinese identifiers and contacts."""

import pytest

from portal.core import validators
from tests.support.refusals import refused

# domain.md §16: the standard's own sample, one of a public institution, and three made up for tests.
GOOD_CODES = ["91350100M000100Y43", "11320000MB151840XJ", "91421222MA4900010D", "92421222MA4A0002XP", "93421222MA4B00039A"]
BAD_CODES = ["91350100M000100Y4Z", "91350100M000100Y4", "91350100M000100Y433", "I1350100M000100Y43", "91421222MA4900020D", "", "一二三"]


@pytest.mark.parametrize("code", GOOD_CODES)
def test_credit_codes(code):
    validators.credit_code(code)


@pytest.mark.parametrize("code", BAD_CODES)
def test_wrong_credit_codes(code):
    with refused("credit_code"):
        validators.credit_code(code)


@pytest.mark.parametrize("code", GOOD_CODES[2:])
def test_every_slip_of_one_digit_is_found(code):
    for place in range(18):
        for char in "0123456789":
            if char != code[place]:
                with refused("credit_code"):
                    validators.credit_code(code[:place] + char + code[place + 1 :])


@pytest.mark.parametrize(
    "name", ["隽水县电子商务公共服务中心", "某某市电子商务公共服务中心", "江夏区电子商务公共服务中心", "某旗电子商务公共服务中心"]
)
def test_centre_names(name):
    validators.county_centre_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "电子商务公共服务中心",
        "县电子商务公共服务中心",
        "隽水县电商服务中心",
        "隽水县电子商务公共服务中心 ",
        "隽水县电子商务公共服务中心分中心",
        "ABC县电子商务公共服务中心",
        "",
    ],
)
def test_other_names_are_refused(name):
    with refused("centre_name"):
        validators.county_centre_name(name)


@pytest.mark.parametrize(
    "number", ["0715-0001234", "0715-000 1234", "07150001234", "13800000000", "+86 13800000000", "400-800-1234", "12315", "110"]
)
def test_phones(number):
    validators.phone_number(number)


@pytest.mark.parametrize("number", ["", "12", "0715-12", "23800000000", "0715-0001234x", "电话", "１３８００００００００"])
def test_what_is_no_phone(number):
    with refused("invalid"):
        validators.phone_number(number)


def test_coordinates_lie_in_china():
    validators.longitude(113.8)
    validators.latitude(29.2)
    for check, value in ((validators.longitude, 29.2), (validators.latitude, 113.8), (validators.longitude, -1), (validators.latitude, 60)):
        with refused(check.__name__):
            check(value)
