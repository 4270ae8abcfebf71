"""Finding things from any page: typed as people type, narrowed, turned over; completions for those who have scripts."""

import re
import unicodedata

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor_steps import follows, goes_by_the_menu, opens_the_portal, sees, state, total, unfolds_filters

with_scripts = pytest.mark.parametrize("visitor", ["scripts"], indirect=True)
without_scripts = pytest.mark.parametrize("visitor", ["no scripts"], indirect=True)
BOX = "全站搜索"


def searches_for(page: Page, text: str) -> None:
    """Types into the box above every page and lets it search; the heading has what was typed in plain letters."""
    form = page.get_by_role("search", name=BOX)
    form.locator("input").fill(text)
    form.get_by_role("button", name="搜索").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"“{unicodedata.normalize('NFKC', text)}”的搜索结果")


def found(page: Page) -> list[str]:
    """The titles of the results, in order."""
    links = page.locator(".found__title a")
    expect(links).not_to_have_count(0)
    return links.all_inner_texts()


def narrows_to(page: Page, facet: str, value: str) -> int:
    """Chooses a value beside the results; returns how many it promised."""
    link = unfolds_filters(page).get_by_role("navigation", name=facet).get_by_role("link", name=re.compile(f"^{value} "))
    promised = int(link.locator("span").inner_text())
    link.click()
    expect(page.get_by_role("list", name="已选条件")).to_contain_text(f"{facet}：{value}")
    return promised


def test_searches_narrows_and_opens_what_was_meant(visitor):
    opens_the_portal(visitor)
    searches_for(visitor, "茶油")
    everything = total(visitor)
    assert all("茶油" in title for title in found(visitor)[:3])
    expect(visitor.locator(".found mark").first).to_contain_text("茶油")
    promised = narrows_to(visitor, "类型", "特色产品")
    assert total(visitor) == promised < everything
    follows(visitor, found(visitor)[0])
    visitor.go_back()
    visitor.get_by_role("list", name="已选条件").get_by_role("link", name=re.compile("类型：特色产品")).click()
    assert total(visitor) == everything


def test_turns_pages_and_sorts_by_date(visitor):
    visitor.goto("/search/?q=电商")
    first = found(visitor)
    visitor.get_by_role("navigation", name="分页").get_by_role("link", name="下一页").click()
    assert state(visitor) == {"q": ["电商"], "page": ["2"]}
    assert set(found(visitor)).isdisjoint(first)
    visitor.get_by_role("navigation", name="排序").get_by_role("link", name="按时间").click()
    assert state(visitor) == {"q": ["电商"], "sort": ["date"]}
    days = visitor.locator(".found__meta time").all_inner_texts()
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(("typed", "meant"), [("土珠肉", "土猪肉"), ("zhu rou", None), ("ｔｏｎｇｃｈｅｎｇ", None), ("豬肉", None)])
def test_writes_as_phones_do(visitor, typed, meant):
    opens_the_portal(visitor)
    searches_for(visitor, typed)
    assert found(visitor)
    if meant:
        sees(visitor, f"没有找到“{typed}”")
        visitor.get_by_role("status").get_by_role("link", name=meant).click()
        expect(visitor.get_by_role("heading", level=1)).to_have_text(f"“{meant}”的搜索结果")


def test_finds_nothing_and_knows_whom_to_call(visitor):
    visitor.goto("/search/?q=龘靐齉&kind=product")
    sees(visitor, "没有找到相关内容")
    main = visitor.get_by_role("main")
    expect(main.get_by_role("link", name=re.compile(r"^[\d -]{7,}$")).first).to_have_attribute("href", re.compile(r"^tel:"))
    main.get_by_role("link", name="不限类型").click()
    assert state(visitor) == {"q": ["龘靐齉"]}


def test_looks_at_what_is_new_before_typing(visitor):
    visitor.goto("/search/")
    expect(visitor.get_by_role("heading", name="最近更新")).to_be_visible()
    assert found(visitor)


def test_searches_within_a_section(visitor):
    opens_the_portal(visitor)
    goes_by_the_menu(visitor, "特色产品")
    everything = total(visitor)
    panel = unfolds_filters(visitor)
    panel.get_by_label("关键词").fill("shan cha you")
    panel.get_by_role("button", name="查看结果").click()
    assert 0 < total(visitor) < everything
    expect(visitor.get_by_role("list", name="已选条件")).to_contain_text("shan cha you")


@with_scripts
def test_chooses_a_completion_with_the_keyboard(visitor):
    opens_the_portal(visitor)
    box = visitor.get_by_role("combobox", name=BOX)
    lines = visitor.get_by_role("listbox", name=BOX).get_by_role("option")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("shancha")
    expect(lines.first).to_contain_text("山茶")
    assert lines.count() <= 5
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowUp")
    expect(lines.last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    # What a screen reader reads while the cursor stays in the box.
    expect(box).to_have_attribute("aria-activedescendant", lines.first.get_attribute("id"))
    expect(visitor.locator(f"#{lines.first.get_attribute('id')}")).to_have_attribute("aria-selected", "true")
    expect(box).to_be_focused()
    word = lines.first.inner_text()
    box.press("Enter")
    expect(visitor.get_by_role("heading", level=1)).to_have_text(f"“{word}”的搜索结果")
    assert found(visitor)


@with_scripts
def test_taps_a_completion(visitor):
    opens_the_portal(visitor)
    visitor.get_by_role("combobox", name=BOX).press_sequentially("茶油")
    line = visitor.get_by_role("option").first
    expect(line).to_be_visible()
    # The house's least height of what is tapped.
    assert line.bounding_box()["height"] >= 44
    word = line.inner_text()
    line.tap()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(f"“{word}”的搜索结果")


@with_scripts
def test_sends_completions_away(visitor):
    opens_the_portal(visitor)
    box = visitor.get_by_role("combobox", name=BOX)
    box.press_sequentially("茶")
    expect(visitor.get_by_role("option").first).to_be_visible()
    box.press("Escape")
    expect(visitor.get_by_role("option")).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("茶")
    # Leaving the box while an answer is on its way: nothing opens behind the visitor's back.
    with visitor.expect_request(re.compile("/search/suggest/")):
        box.press_sequentially("油")
    box.press("Tab")
    visitor.wait_for_timeout(500)
    expect(visitor.get_by_role("option")).to_have_count(0)


@with_scripts
def test_types_on_when_completions_fail(visitor):
    opens_the_portal(visitor)
    visitor.route("**/search/suggest/**", lambda route: route.abort())
    box = visitor.get_by_role("combobox", name=BOX)
    with visitor.expect_event("requestfailed"):
        box.press_sequentially("茶油")
    expect(visitor.get_by_role("option")).to_have_count(0)
    box.press("Enter")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("“茶油”的搜索结果")


@without_scripts
def test_sees_no_completions_without_scripts(visitor):
    opens_the_portal(visitor)
    box = visitor.get_by_role("searchbox", name=BOX)
    box.press_sequentially("茶油")
    expect(visitor.get_by_role("listbox")).to_have_count(0)
    box.press("Enter")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("“茶油”的搜索结果")
