"""Lists with nothing in them: left out of menu and site maps until they have something, and named to staff (domain.md §3).

Lists of records are known from their sections; whoever has other lists registers a function that returns them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from portal.core import clock
from portal.core.cache import shared
from portal.web.sections import lists


@dataclass(frozen=True)
class PublicList:
    """One list on the site.

    Attributes:
        address: its path.
        title: what it is called.
        rows: what it shows.
        page: the key of the page that it is, if it is one.
    """

    address: str
    title: str | Promise
    rows: QuerySet
    page: int | None = None


_sources: dict[str, Callable[[], Iterable[PublicList]]] = {}


def register_lists(name: str, source: Callable[[], Iterable[PublicList]]) -> None:
    """Add a source of lists; called from an app's ``ready``, so asking twice changes nothing."""
    _sources[name] = source


def empty_lists() -> list[PublicList]:
    """Return the lists that show nothing now: one statement for all of them beside those of the sources."""
    # What a list shows to some alone is not known here: it is never called empty.
    wanted = [section for section in lists() if section.shown_to is None and not section.stays_when_empty]
    found = [PublicList(section.url, section.title, section.visible()) for section in wanted]
    found += [entry for source in _sources.values() for entry in source()]
    one_row: Any = ContentType.objects.order_by("pk").values_list(*(Exists(entry.rows) for entry in found))
    return [entry for entry, filled in zip(found, one_row[0], strict=True) if not filled]


def empty_addresses() -> frozenset[str]:
    """Return the paths of the lists of records that show nothing, from the shared cache."""
    return _empty()[0]


def empty_pages() -> frozenset[int]:
    """Return the keys of the pages that list nothing, from the shared cache."""
    return _empty()[1]


def _empty() -> tuple[frozenset[str], frozenset[int]]:
    return shared(f"web:empty:{timezone.localdate()}", _read)


def _read() -> tuple[frozenset[str], frozenset[int]]:
    # Of what is in them nothing is shown here: a page with the menu does not end when one of them does.
    with clock.watched():
        found = empty_lists()
    pages = frozenset(entry.page for entry in found if entry.page is not None)
    return frozenset(entry.address for entry in found if entry.page is None), pages
