"""Sheets in layers become one sheet that old browsers read too."""

import pytest

from portal.web.stylesheets import StyleError, make
from portal.web.theme import compact


def made(*sheets: str) -> str:
    return compact(make(sheets))


def test_rules_stand_in_the_order_of_their_layers_and_unlayered_ones_last():
    order = "@layer base, components;"
    assert made(order, ".loose{top:0}", "@layer components{.card{top:1px}}", "@layer base{a{top:2px}}") == (
        "a{top:2px}.card{top:1px}.loose{top:0}"
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a{margin-inline:auto}", "a{margin-left:auto;margin-right:auto}"),
        ("a{padding-block:1px calc(2px + 1em)}", "a{padding-top:1px;padding-bottom:calc(2px + 1em)}"),
        ("a{inset:0}", "a{top:0;right:0;bottom:0;left:0}"),
        ("a{inset:1px 2px}", "a{top:1px;right:2px;bottom:1px;left:2px}"),
        ("a{inset:100% 0 auto}", "a{top:100%;right:0;bottom:auto;left:0}"),
        ("a{inset:0 0 0 58%}", "a{top:0;right:0;bottom:0;left:58%}"),
        ("a{margin-inline:1px!important}", "a{margin-left:1px!important;margin-right:1px!important}"),
        ("a{overflow-wrap:anywhere}", "a{overflow-wrap:break-word;overflow-wrap:anywhere}"),
        ("a{display:grid;gap:1px 2px}", "a{display:grid;grid-gap:1px 2px}"),
        ("a{width:min(9rem,100%)}", "a{width:9rem;width:min(9rem,100%)}"),
        ("a{b:minmax(min(9rem,100%),1fr)}", "a{b:minmax(9rem,1fr);b:minmax(min(9rem,100%),1fr)}"),
        ("a{b:minmax(0,1fr)}", "a{b:minmax(0,1fr)}"),
        ('@media print{a{content:"a , b";inset:0}}', '@media print{a{content:"a , b";top:0;right:0;bottom:0;left:0}}'),
    ],
)
def test_new_words_are_said_in_old_ones(written, expected):
    assert made(written) == expected


def test_gaps_between_flexible_boxes_become_margins_where_none_are_known():
    assert made("a,b{display:flex;gap:1px}") == "a,b{display:flex;gap:1px}@supports not (inset:0){a>* + *,b>* + *{margin-left:1px}}"
    assert made("a{display:flex;flex-wrap:wrap;gap:1px 2px}") == (
        "a{display:flex;flex-wrap:wrap;gap:1px 2px}@supports not (inset:0){a>*{margin-right:2px;margin-bottom:1px}}"
    )


def test_layout_of_a_selector_is_known_from_its_first_rule():
    assert made("a{display:grid}@media (min-width:1em){a{gap:1px}}") == "a{display:grid}@media (min-width:1em){a{grid-gap:1px}}"


@pytest.mark.parametrize("broken", ["@layer nowhere{a{top:0}}", "a{top 0}", "a{top:0}}"])
def test_a_sheet_that_cannot_be_read_says_so(broken):
    with pytest.raises(StyleError):
        make([broken])
