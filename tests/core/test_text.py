"""The one cleaning of text, at input and on the way out."""

import random

import pytest

from portal.core.text import clean_line, clean_text, shown_title

UNSEEN = [
    "\u200b",
    "\u200c",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "\u202e",
    "\u2066",
    "\x00",
    "\x08",
    "\x7f",
    "\x9f",
    "\ud800",
    "\uffff",
    "\ufffe",
]
BLANK = [*UNSEEN, " ", "\u3000", "\u00a0", "\u2003", "\u3164", "\u2800", "\u115f", "\uffa0", "\u034f", "\ufe0f", "\u180e", "\u2028", "\x0b"]
# Rare, compatibility and joined characters, a name's dot, a sign that is one character, letters of other scripts.
NAMES = [
    "﨑玉",
    "㐂屋",
    "葛\U000e0100城",
    "阿依古丽·买买提",
    "①号店",
    "㎡",
    "Ⅱ期",
    "Q＆A（上）",
    "ᠮᠣᠩᠭᠣᠯ",
    "👨\u200d👩\u200d👧 之家",
    "❤\ufe0f",
    "می\u200cخواهم",
    "བོད་ཡིག",
]


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_what_nobody_sees_goes_from_inside_a_word(unseen):
    assert clean_text(f"茶{unseen}叶") == "茶叶"


@pytest.mark.parametrize("seed", range(60))
def test_what_is_blank_to_the_eye_is_empty(seed):
    text = "".join(random.Random(seed).choices(BLANK, k=1 + seed % 7))  # noqa: S311 - made texts, no secrets
    assert clean_text(text) == clean_line(text) == ""
    assert shown_title(text) == "（无标题）"


@pytest.mark.parametrize("name", NAMES)
def test_names_are_left_as_they_are(name):
    assert clean_text(name) == clean_line(name) == shown_title(name) == name


def test_letters_and_digits_of_input_methods_become_plain_and_line_ends_one():
    assert clean_text("ＡＢＣ１２３，\r\n第二行\x0b第三行\x85末") == "ABC123，\n第二行\n第三行\n末"
    assert clean_line("　冷榨\x0b茶油\t 500ml ") == "冷榨 茶油 500ml"


@pytest.mark.parametrize("seed", range(100))
def test_cleaning_twice_changes_nothing(seed):
    text = "".join(random.Random(seed).choices([*BLANK, *NAMES, "茶", "a", "１"], k=12))  # noqa: S311 - made texts, no secrets
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)
