"""Room on small and enlarged screens, targets for thumbs, the keyboard, paper."""

import pytest

from tests.browser.addresses import ADDRESSES, address

SMALLEST_TARGET = 44
# Links and controls of the page's furniture that are smaller than a thumb; text links inside sentences are not furniture.
SMALL_TARGETS = """smallest => {
  const furniture = 'header a, summary, nav:not(.breadcrumbs) a, form a, form button, form select,' +
    'form input:not([type=hidden], [type=checkbox]), form label:has(input),' +
    '.active-filters a, .empty-state a, .button, .documents a, .channels li > a'
  const seen = [...document.querySelectorAll(furniture)].filter(element => element.checkVisibility())
  return seen.map(element => [element, element.getBoundingClientRect()])
    .filter(([, box]) => box.width < smallest - 0.5 || box.height < smallest - 0.5)
    .map(([element, box]) => `${element.outerHTML.slice(0, 90)} ${box.width.toFixed(1)} x ${box.height.toFixed(1)}`)
}"""
# What sticks out of the page to the right, the page itself aside.
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  const wide = [...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > width + 1)
  return wide.map(element => element.outerHTML.slice(0, 90)).slice(0, 5).concat(`${document.documentElement.scrollWidth} > ${width}`)
}"""
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


def overflows(page, kinds) -> dict[str, list[str]]:
    """Return, for those of ``kinds`` that do not fit the width of ``page``, what sticks out."""
    found = {}
    for kind in kinds:
        page.goto(address(kind))
        found[kind] = page.evaluate(OVERFLOW)
    return {kind: elements for kind, elements in found.items() if elements}


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


@pytest.mark.parametrize("width", [320, 360, 640])
def test_no_page_scrolls_sideways(page, width):
    """320 is 1280 at 400%, 640 is 1280 at 200% (WCAG 1.4.10, 1.4.4)."""
    page.set_viewport_size({"width": width, "height": 640})
    assert overflows(page, ADDRESSES) == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_scrolls_sideways_with_letters_twice_as_large(page, width):
    page.set_viewport_size({"width": width, "height": 640})
    # What a browser's own setting of the letter size does: the root's size changes, the window does not.
    page.context.add_init_script(
        "addEventListener('DOMContentLoaded', () => { document.documentElement.style.setProperty('font-size', '200%', 'important') })"
    )
    assert overflows(page, ADDRESSES) == {}


@pytest.mark.parametrize("kind", ["home", "news index", "products", "product", "nothing matches", "stations", "service table", "not found"])
def test_targets_are_large_enough_for_thumbs(phone_page, kind):
    phone_page.goto(address(kind))
    if phone_page.locator(".filter-panel:not([open])").count():
        phone_page.locator(".filter-panel summary").click()
    phone_page.get_by_text("菜单", exact=True).click()
    assert phone_page.evaluate(SMALL_TARGETS, SMALLEST_TARGET) == []


def test_skip_link_comes_first_and_leads_to_the_text(page):
    page.goto("/news/")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == {"words": "跳到正文", "tag": "a", "outlined": True, "shown": True}
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("kind", ["home", "products", "product", "stations"])
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
