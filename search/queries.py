"""What a visitor asked, parsed and capped from the request's parameters before anything is searched."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.text import clean_line
from portal.web.filters import PRICE_BANDS
from search.analysis.normalise import normalise

# Longer text says no more about what is looked for.
MAX_CHARACTERS = 60
PAGE_SIZE = 20
# Nobody reads further, and no engine counts further cheaply.
MAX_PAGES = 50
OLDEST_YEAR = 2000
RELEVANCE, DATE = "relevance", "date"
SORTS = {RELEVANCE: _("按相关程度"), DATE: _("按时间")}
# Filters by parameter; "certificate" is one of an entry's certificates, the others are fields of the entry of the same name.
FILTERS = ("kind", "town", "category", "year", "price", "certificate")
ENTRY_FIELDS = {**{name: name for name in FILTERS}, "price": "price_band", "certificate": "certificates"}


class BadParameter(ValueError):
    """A parameter that no form of the portal sends; its text is for the visitor."""


@dataclass(frozen=True)
class QueryParameters:
    """One search.

    ``text`` is what was typed, cut; ``filters`` hold values by name of :data:`FILTERS`; ``page`` counts from 1. Without ``highlight``
    only hits are wanted: no marks, no facets, and no total beyond them.
    """

    text: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    sort: str = RELEVANCE
    page: int = 1
    page_size: int = PAGE_SIZE
    highlight: bool = True

    @property
    def normalised(self) -> str:
        """The text in compared form."""
        return normalise(self.text)

    @property
    def offset(self) -> int:
        """How many hits stand before this page."""
        return (self.page - 1) * self.page_size

    def asking(self, text: str) -> "QueryParameters":
        """Return the same search for another text."""
        return replace(self, text=text)


def parse(data: Mapping[str, str]) -> QueryParameters:
    """Return the search of request parameters; unknown ones are left to the caller.

    Raises:
        BadParameter: a filter, sort or page that does not exist.
    """
    text = clean_text(data.get("q", ""))
    filters = {name: _checked(name, data.get(name, "").strip()) for name in FILTERS}
    sort = data.get("sort", "").strip() or RELEVANCE
    if sort not in SORTS:
        raise BadParameter(_("没有这样的排序方式。"))
    return QueryParameters(text, {name: value for name, value in filters.items() if value}, sort, _page(data.get("page", "")))


def understood(data: Mapping[str, str]) -> QueryParameters:
    """Return the search of request parameters without the values that no form of the portal sends; of page numbers the nearest."""
    number = data.get("page", "").strip()[:9]
    known = {"q": data.get("q", ""), "page": str(min(int(number), MAX_PAGES) or 1) if number.isascii() and number.isdigit() else "1"}
    for name in ("sort", *FILTERS):
        try:
            parse({name: data.get(name, "")})
        except BadParameter:
            continue
        known[name] = data.get(name, "")
    return parse(known)


def clean_text(text: str) -> str:
    """Return typed text in its one form, cut to what is searched."""
    return clean_line(text[:500])[:MAX_CHARACTERS].rstrip()


def _page(value: str) -> int:
    number = value.strip() or "1"
    if not (number.isascii() and number.isdigit() and len(number) <= 4 and 1 <= int(number) <= MAX_PAGES):
        raise BadParameter(_("没有这一页。"))
    return int(number)


def _checked(name: str, value: str) -> str:
    if not value:
        return ""
    if name == "year":
        valid = value.isascii() and value.isdigit() and len(value) == 4 and OLDEST_YEAR <= int(value) <= timezone.localdate().year + 1
    elif name == "price":
        valid = any(key == value for key, *_rest in PRICE_BANDS)
    elif name == "town":
        valid = value.isascii() and value.isdigit() and len(value) == 9
    else:
        valid = len(value) <= 60 and value.isprintable() and "|" not in value
    if not valid:
        raise BadParameter(_("没有这样的筛选条件。"))
    return value
