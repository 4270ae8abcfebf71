"""The admin's first page with the keyboard alone, on the screen that most offices have."""

import pytest

from tests.browser.editor_steps import signs_in

# What a mouse can press on the page and in its side bar.
PRESSABLE = "a[href], button:not([disabled]), input:not([type=hidden]):not([disabled]), summary"
SEEN = f"""() => [...document.querySelectorAll({PRESSABLE!r})]
    .filter(element => element.checkVisibility({{visibilityProperty: true}})).length"""
MARK = """() => {
    const element = document.activeElement, style = getComputedStyle(element);
    if (element === document.body) return null;
    const visible = style.outlineStyle !== "none" || style.boxShadow !== "none";
    element.dataset.reached = visible ? "seen" : "unseen";
    return element.outerHTML.slice(0, 120);
}"""
MISSED = f"""() => [...document.querySelectorAll({PRESSABLE!r})]
    .filter(element => element.checkVisibility({{visibilityProperty: true}}) && element.dataset.reached !== "seen")
    .map(element => element.outerHTML.slice(0, 160))"""
MOST_STEPS = 200


@pytest.mark.parametrize("role", ["网络编辑", "中心主任"])
def test_everything_on_the_workbench_is_reached_and_the_place_is_seen(desk_of, county_database, role):
    page = signs_in(desk_of(), county_database.account(role))
    page.set_viewport_size({"width": 1366, "height": 768})
    assert page.evaluate(SEEN) > 10
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate(MARK) is None:
            break
    assert page.evaluate(MISSED) == []
