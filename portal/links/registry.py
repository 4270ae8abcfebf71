"""Which links are checked: every domain that shows some registers a function that lists them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """One link on a public page.

    Attributes:
        url: where it leads.
        where: the content it stands in, in words.
        path: the page or form where it can be mended.
        keepers: the users who are told when it is hidden.
        days: how many days pass from one visit to the next while the link is good; one that failed is visited daily.
    """

    url: str
    where: str
    path: str = ""
    keepers: tuple = ()
    days: int = 1


_sources: dict[str, Callable[[], Iterable[Link]]] = {}


def register_links(name: str, source: Callable[[], Iterable[Link]]) -> None:
    """Add a source of links; called from an app's ``ready``, so asking twice changes nothing."""
    _sources[name] = source


def all_links() -> dict[str, list[Link]]:
    """Return all links on public pages by address."""
    found: dict[str, list[Link]] = {}
    for source in _sources.values():
        for link in source():
            found.setdefault(link.url, []).append(link)
    return found
