"""Whether a page has room on small and enlarged screens, and targets for thumbs."""

from tests.support.browser import DESK, PHONE

SMALLEST_TARGET = 44
# Links and controls of the page's furniture that are smaller than a thumb; text links inside sentences are not furniture.
_SMALL_TARGETS = """smallest => {
  const furniture = 'header a, summary, nav:not(.breadcrumbs) a, form a, form button, form select,' +
    'form input:not([type=hidden], [type=checkbox], [type=radio]), form label:has(input),' +
    '.active-filters a, .empty-state a, .button, .documents a, .channels li > a'
  const seen = [...document.querySelectorAll(furniture)].filter(element => element.checkVisibility())
  return seen.map(element => [element, element.getBoundingClientRect()])
    .filter(([, box]) => box.width < smallest - 0.5 || box.height < smallest - 0.5)
    .map(([element, box]) => `${element.outerHTML.slice(0, 90)} ${box.width.toFixed(1)} x ${box.height.toFixed(1)}`)
}"""
# What sticks out of the page to the right, the page itself aside.
_OVERFLOW = """() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  const wide = [...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > width + 1)
  return wide.map(element => element.outerHTML.slice(0, 90)).slice(0, 5).concat(`${document.documentElement.scrollWidth} > ${width}`)
}"""
# What a browser's own setting of the letter size does: the root's size changes, the window does not.
_LETTERS = "size => document.documentElement.style.setProperty('font-size', size, 'important')"
# Everything folded is opened, except the menu, which would cover the page.
_UNFOLD = "document.querySelectorAll('main details, footer details').forEach(element => { element.open = true })"
_MENU = "open => document.querySelectorAll('header details').forEach(element => { element.open = open })"
# Width of the window -> size of the letters. 320 is 1280 at 400%, 640 is 1280 at 200% (WCAG 1.4.10, 1.4.4).
SCREENS = ((320, "100%"), (640, "100%"), (360, "100%"), (360, "200%"), (1280, "200%"))


def small_targets(page) -> list[str]:
    """Return the targets below 44 px that a phone shows with filters and menu open (WCAG 2.5.5)."""
    page.evaluate(_UNFOLD)
    page.evaluate(_MENU, True)
    found = page.evaluate(_SMALL_TARGETS, SMALLEST_TARGET)
    page.evaluate(_MENU, False)
    return found


def overflows(page) -> dict[tuple[int, str], list[str]]:
    """Return, by screen of :data:`SCREENS`, what does not fit its width; leaves a phone's screen with letters of their own size."""
    found = {}
    for width, letters in SCREENS:
        page.set_viewport_size({"width": width, "height": 640})
        page.evaluate(_LETTERS, letters)
        found[width, letters] = page.evaluate(_OVERFLOW)
    page.evaluate(_LETTERS, "100%")
    page.set_viewport_size(PHONE["viewport"])
    return {screen: elements for screen, elements in found.items() if elements}


def on_a_desk(page) -> None:
    """Give the page the window of a desk."""
    page.set_viewport_size(DESK["viewport"])
