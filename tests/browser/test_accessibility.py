"""axe with colour contrast on every kind of public page, on a phone and on a desk."""

import pytest

from tests.browser.addresses import ADDRESSES, address
from tests.browser.axe import problems
from tests.support.browser import PHONE

# Everything folded is opened, except the menu, which would cover the page.
UNFOLD = "document.querySelectorAll('main details, footer details').forEach(element => { element.open = true })"


@pytest.mark.parametrize("kind", ADDRESSES)
def test_page_on_a_desk_and_on_a_phone(page, kind):
    page.goto(address(kind))
    page.evaluate(UNFOLD)
    assert problems(page) == []
    page.set_viewport_size(PHONE["viewport"])
    assert problems(page) == []


def test_open_menu_on_a_phone(phone_page):
    phone_page.goto("/products/")
    phone_page.get_by_text("菜单", exact=True).click()
    assert problems(phone_page, within="header") == []
