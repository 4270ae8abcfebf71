"""The made style sheet draws what the written one means, and on browsers at the floor every page is still a page (Chrome 61, Safari 12)."""

import re

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.web import theme
from tests.browser.addresses import ADDRESSES, address, own_address
from tests.browser.room import overflows, small_targets
from tests.support.browser import DESK, PHONE
from tests.support.old_browsers import as_read_by_the_floor

STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
SCRIPT_OR_PICTURE = re.compile(
    r"<script type=\"module\".*?</script>|<link rel=\"(?:icon|search)\"[^>]*>|(?<=<img )src=\"[^\"]*\"|srcset=\"[^\"]*\""
)
# Between them they use every bundle of styles and every form of layout.
KINDS = ("home", "product", "products", "list of station", "content rules", "not found", "new job", "step of the résumé")
# What every element looks like, as one text each.
LOOKS = """() => [...document.body.querySelectorAll('*')].map(element => {
  const style = getComputedStyle(element)
  return `${element.tagName}.${element.getAttribute('class')};` + [...style].map(property => `${property}:${style[property]}`).join(';')
})"""
# Texts that touch the edge of the screen, and rows whose boxes touch each other although the sheet means a gap.
AT_THE_EDGE = """() => [...document.querySelectorAll('h1, h2, h3, p, label, li, button, input')].filter(element => {
  const box = element.getBoundingClientRect()
  return box.width > 1 && box.height > 1 && element.textContent.trim() && (box.left < 8 || box.right > innerWidth - 8)
    && !element.closest('.notice-bar, .skip-link, .visually-hidden, .hero, .band, .station-map, .table-scroll, nav')
}).map(element => `${element.tagName} ${element.className} ${element.textContent.trim().slice(0, 30)}`)"""


@pytest.fixture
def blank_page(browser, county_database):
    """A page into which tests write what they have fetched; it asks nobody for anything."""
    context = browser.new_context(**PHONE)
    yield context.new_page()
    context.close()


def _html(kind: str) -> str:
    client = Client()
    if kind in ADDRESSES:
        path = address(kind)
    else:
        username, path = own_address(kind)
        client.force_login(User.objects.get(username=username))
    return SCRIPT_OR_PICTURE.sub("", client.get(path).content.decode())


def _show(page, html: str, css: str) -> None:
    page.set_content(STYLE.sub("", html).replace("</head>", f"<style>{css}</style></head>"))


def _as_written() -> str:
    """Return the sheets of all bundles as they are written, in the order of the theme."""
    files = dict.fromkeys([theme.LAYERS, *(path for name in theme.description()["bundle"] for path in theme.bundle_files(name))])
    return "".join(theme.find(path).read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("kind", KINDS)
def test_made_sheet_draws_what_is_written(blank_page, kind):
    html = _html(kind)
    for size in (PHONE, DESK):
        blank_page.set_viewport_size(size["viewport"])
        looks = []
        for css in (theme.stylesheet(*theme.description()["bundle"]), _as_written()):
            _show(blank_page, html, css)
            looks.append([look.split(";") for look in blank_page.evaluate(LOOKS)])
        assert [
            (one[0], [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]])
            for one, other in zip(*looks, strict=True)
            if one != other
        ] == []


@pytest.mark.parametrize("kind", KINDS)
def test_page_of_an_old_phone(blank_page, kind):
    html = _html(kind)
    (css,) = STYLE.findall(html)
    assert "@layer" not in css
    _show(blank_page, html, as_read_by_the_floor(css))
    assert small_targets(blank_page) == []
    assert blank_page.evaluate(AT_THE_EDGE) == []
    # These browsers have no min(): with letters of double size a card may be wider than the phone.
    assert {screen: found for screen, found in overflows(blank_page).items() if screen[1] == "100%"} == {}
