"""The keyboard, the open menu, paper."""

import pytest

from tests.browser.addresses import address
from tests.browser.axe import problems

FOCUSED = """() => {
  const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect()
  // A town of the map has no box to outline: its border grows instead.
  const shape = element.querySelector('polygon'), ringed = shape !== null && parseFloat(getComputedStyle(shape).strokeWidth) >= 6
  return {
    words: (element.getAttribute('aria-label') || element.innerText || element.name || '').trim(),
    tag: element.localName,
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || ringed,
    shown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  }
}"""


def focus_stops(page, limit: int) -> list[dict]:
    """Press Tab until the focus leaves the page or ``limit`` is reached; return what had it."""
    stops = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["tag"] == "body":
            break
        stops.append(stop)
    return stops


def test_skip_link_comes_first_and_leads_to_the_text(page):
    page.goto("/news/")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == {"words": "跳到正文", "tag": "a", "outlined": True, "shown": True}
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("kind", ["home", "products", "product", "list of station"])
def test_keyboard_reaches_everything_and_shows_where_it_is(page, kind):
    page.goto(address(kind))
    stops = focus_stops(page, 150)
    assert len(stops) > 20
    assert [stop for stop in stops if not (stop["outlined"] and stop["shown"])] == []
    assert [stop for stop in stops if not stop["words"]] == []


def test_menu_opens_by_keyboard_on_a_phone(phone_page):
    phone_page.goto("/")
    products = phone_page.locator("header details").get_by_role("link", name="特色产品")
    assert not products.is_visible()
    phone_page.locator("header summary").focus()
    phone_page.keyboard.press("Enter")
    assert products.is_visible()
    while phone_page.evaluate("document.activeElement.textContent.trim()") != "特色产品":
        phone_page.keyboard.press("Tab")
    phone_page.keyboard.press("Enter")
    phone_page.wait_for_url("**/products/")


def test_open_menu_is_accessible_on_a_phone(phone_page):
    phone_page.goto("/products/")
    phone_page.get_by_text("菜单", exact=True).click()
    assert problems(phone_page, within="header") == []


def test_paper_shows_the_text_and_where_to_buy_without_navigation(page):
    page.goto(address("product"))
    channel = page.locator(".channels a").first
    target = channel.get_attribute("href")
    page.emulate_media(media="print")
    assert [box.is_visible() for box in page.locator("nav, header summary, .skip-link").all()].count(True) == 0
    assert page.get_by_role("heading", level=1).is_visible()
    assert channel.is_visible()
    # The address itself is printed: nobody can press on paper.
    assert target in page.evaluate("element => getComputedStyle(element, '::after').content", channel.element_handle())
