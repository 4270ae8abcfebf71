"""The screening does an amount of work that grows as the text does; work is counted, since seconds belong to the machine."""

import sys

import pytest

from portal.links.judging import text_of, title_of
from portal.moderation.screening import masked_copy, screen
from portal.moderation.screening.shipped import shipped_rules

SIZES = (4_000, 8_000)
# Twice the text, at most so many times the work.
MOST = 2.5
# Texts that made some part of the screening look at the same stretch again and again, and ordinary ones.
TEXTS = [
    "dubo",
    "1、",
    "138 0000 1234，",
    "代开发票赌博包治百病 ",
    "a@b.",
    "赌x博",
    "vx",
    "赌\u200b博",
    "冷榨山茶油产自本县，欢迎选购。",
    "http://a.cn/",
]
PAGES = ["<script>", "<", "<title", "<style><", "<p>词</p>", "</", "<script></script>"]


def lines_run(function, *args) -> int:
    """Return how many lines of the project's code a call runs."""
    count = 0

    def trace(frame, event, _argument):
        nonlocal count
        if "/portal/" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(*args)
    finally:
        sys.settrace(before)
    return count


@pytest.fixture(scope="module")
def rules():
    """The rules as shipped."""
    return shipped_rules()


def sized(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


@pytest.mark.parametrize("unit", TEXTS)
def test_twice_the_text_is_twice_the_work(unit, rules):
    def work(text):
        screen({"text": text}, "story", rules)
        masked_copy(text)

    lines_run(work, sized(unit, SIZES[0]))
    once, twice = (lines_run(work, sized(unit, size)) for size in SIZES)
    assert twice <= MOST * once


class Counted(str):
    """A page that counts the characters in which somebody looks for something."""

    looked = 0

    def find(self, sought, start=0, *rest):
        found = super().find(sought, start, *rest)
        Counted.looked += (len(self) if found < 0 else found) - start
        return found

    def translate(self, table):
        return Counted(super().translate(table))


@pytest.mark.parametrize("unit", PAGES)
@pytest.mark.parametrize("read", [text_of, title_of])
def test_a_page_is_read_once(unit, read):
    page = Counted(sized(unit, 64_000))
    Counted.looked = 0
    read(page)
    assert Counted.looked <= 3 * len(page)
