"""What a visitor does, in a visitor's words; all of it works without JavaScript."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect


def opens_the_portal(page: Page) -> None:
    """The home page, as a first visitor gets it."""
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def goes_by_the_menu(page: Page, section: str) -> None:
    """Unfolds the menu and chooses a section."""
    menu = page.locator("header details")
    menu.locator("summary").click()
    menu.get_by_role("link", name=section, exact=True).click()
    expect(page.locator("header details [aria-current]")).to_have_text(section)


def unfolds_filters(page: Page) -> Locator:
    """Unfolds the filters unless they are; returns them."""
    panel = page.locator(".filter-panel")
    if panel.get_attribute("open") is None:
        panel.locator("summary").click()
    return panel


def filters_by(page: Page, **choices: str) -> None:
    """Unfolds the filters, chooses for each label an option in its words, and looks at the results."""
    panel = unfolds_filters(page)
    for label, option in choices.items():
        panel.get_by_label(label, exact=True).select_option(label=option)
    panel.get_by_role("button", name="查看结果").click()


def follows(page: Page, words: str) -> None:
    """Presses the first link of the text with these words, and arrives at a page with that heading."""
    page.get_by_role("main").get_by_role("link", name=words, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def sees(page: Page, *words: str) -> None:
    """Each text is there to read."""
    for text in words:
        expect(page.get_by_role("main").get_by_text(text).first).to_be_visible()


def fact(page: Page, label: str) -> Locator:
    """What the table of facts says under a label."""
    return page.locator(".facts div").filter(has=page.locator("dt", has_text=re.compile(f"^{label}$"))).locator("dd")


def titles(page: Page) -> list[str]:
    """The titles of the rows of a list, in order, once the list is there."""
    rows = page.locator(".card__title a, .record__title a, .news-list a")
    expect(rows).not_to_have_count(0)
    return rows.all_inner_texts()


def total(page: Page) -> int:
    """How many rows the list says it has."""
    return int(page.locator(".sort-bar strong").inner_text())


def state(page: Page) -> dict[str, list[str]]:
    """The state of a list or a search as its address holds it."""
    return parse_qs(urlsplit(page.url).query)
