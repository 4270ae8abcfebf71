"""Results as pages and the JSON interface show them: rows, facets in words, links that keep the state in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.products.choices import CertificateKind
from portal.places.services import town_choices
from portal.web.filters import PRICE_BANDS
from portal.web.listing import Link
from search.documents.kinds import KINDS
from search.engines.base import Results
from search.highlighting import Marker
from search.models import SearchEntry
from search.queries import FILTERS, MAX_PAGES, RELEVANCE, SORTS, QueryParameters
from search.understanding import Width, understand

# Names of the facets, in the order in which they are shown.
FACETS: dict[str, Promise] = {
    "kind": gettext_lazy("类型"),
    "town": gettext_lazy("乡镇"),
    "category": gettext_lazy("分类"),
    "year": gettext_lazy("年份"),
    "price": gettext_lazy("价格"),
    "certificate": gettext_lazy("认证"),
}
_SHOWN_VALUES = 8


@dataclass(frozen=True)
class Row:
    """One result in a list."""

    kind: str
    kind_label: str
    title: str
    title_html: SafeString
    url: str
    highlight: SafeString
    score: float
    dated_at: datetime | None = None
    town: str = ""


@dataclass(frozen=True)
class Facet:
    """One filter with its values; each link switches a value on, or off where it is on."""

    name: str
    label: str
    links: list[tuple[Link, int]]


class Presented:
    """One page of results in words."""

    path = "/search/"

    def __init__(self, parameters: QueryParameters, results: Results):
        self.parameters = parameters
        self.results = results
        self.total = results.total

    @cached_property
    def rows(self) -> list[Row]:
        """The results of this page; entries that have gone in the meantime are left out."""
        entries = SearchEntry.objects.visible().only("kind", "title", "url", "dated_at", "town").in_bulk(self._keys)
        return [self._row(entries[hit.entry_id], hit) for hit in self.results.hits if hit.entry_id in entries]

    @property
    def _keys(self) -> list[int]:
        return [hit.entry_id for hit in self.results.hits]

    @cached_property
    def _marker(self) -> Marker:
        """What is marked: the spelling that was found, with the other writings of its words."""
        question = understand(self.results.suggestion or self.parameters.text)
        return Marker(question.read(Width.ANY) or question)

    def _row(self, entry: SearchEntry, hit) -> Row:
        return Row(
            kind=entry.kind,
            kind_label=str(KINDS.get(entry.kind, "")),
            title=entry.title,
            title_html=self._marker.marked(entry.title),
            url=entry.url,
            highlight=SafeString(hit.highlight),
            score=hit.score,
            dated_at=entry.dated_at,
            town=dict(town_choices()).get(entry.town, ""),
        )

    def url(self, **changes) -> str:
        """Return this page's address with some parameters changed; ``None`` takes one away."""
        parameters = self.parameters
        sort = parameters.sort if parameters.sort != RELEVANCE else None
        state = {"q": parameters.text, **parameters.filters, "sort": sort, "page": parameters.page, **changes}
        kept = {key: value for key, value in state.items() if value and not (key == "page" and value == 1)}
        return f"{self.path}?{urlencode(kept)}" if kept else self.path

    @property
    def is_filtered(self) -> bool:
        """Whether any filter is on."""
        return bool(self.parameters.filters)

    @property
    def clear_url(self) -> str:
        """The address without filters."""
        return self.url(**dict.fromkeys(FILTERS), page=None)

    @cached_property
    def active(self) -> list[Link]:
        """The filters that are on, in words; each link takes its filter off."""
        return [
            Link(f"{FACETS[name]}：{value_label(name, value)}", self.url(**{name: None, "page": None}))
            for name, value in self.parameters.filters.items()
        ]

    @cached_property
    def facets(self) -> list[Facet]:
        """The filters that would change something."""
        found = []
        for name, label in FACETS.items():
            chosen = self.parameters.filters.get(name, "")
            values = self.results.facets.get(name, [])[:_SHOWN_VALUES]
            if chosen or len(values) > 1:
                links = [(self._facet_link(name, value, value == chosen), number) for value, number in values]
                found.append(Facet(name, str(label), links))
        return found

    def _facet_link(self, name: str, value: str, current: bool) -> Link:
        return Link(value_label(name, value), self.url(**{name: None if current else value, "page": None}), current)

    @cached_property
    def sorts(self) -> list[Link]:
        """The ways to sort."""
        return [
            Link(str(label), self.url(sort=None if name == RELEVANCE else name, page=None), name == self.parameters.sort)
            for name, label in SORTS.items()
        ]

    @property
    def last_page(self) -> int:
        """The number of the last page that can be turned to."""
        return min(-(-self.total // self.parameters.page_size), MAX_PAGES)

    @property
    def page_links(self) -> list[Link]:
        """First, last and neighbouring pages."""
        last, current, links, previous = self.last_page, self.parameters.page, [], 0
        shown = {1, last, current - 1, current, current + 1}
        for number in sorted(n for n in shown if 1 <= n <= last) if last > 1 else ():
            if number - previous > 1:
                links.append(Link(gap=True))
            links.append(Link(str(number), self.url(page=number), number == current))
            previous = number
        return links

    @property
    def previous_url(self) -> str:
        """The previous page's address, or nothing."""
        return self.url(page=self.parameters.page - 1) if self.parameters.page > 1 else ""

    @property
    def next_url(self) -> str:
        """The next page's address, or nothing."""
        return self.url(page=self.parameters.page + 1) if self.parameters.page < self.last_page else ""

    @property
    def suggestion_url(self) -> str:
        """The address of the search for the suggested spelling."""
        return self.url(q=self.results.suggestion, page=None)

    def wider(self) -> list[Link]:
        """Return the searches with one filter less."""
        return [
            Link(_("不限%(facet)s") % {"facet": FACETS[name]}, self.url(**{name: None, "page": None})) for name in self.parameters.filters
        ]

    def as_json(self) -> dict:
        """Return the results as the JSON interface gives them (docs/search-api.md)."""
        return {
            "total": self.total,
            "engine": self.results.engine,
            "results": [
                {"kind": row.kind, "title": row.title, "url": row.url, "highlight": str(row.highlight), "score": row.score}
                for row in self.rows
            ],
            "facets": {
                name: [{"value": value, "label": value_label(name, value), "count": number} for value, number in values]
                for name, values in self.results.facets.items()
            },
            "suggestion": self.results.suggestion,
        }


def value_label(name: str, value: str) -> str:
    """Return a value of a filter in words."""
    labels: dict[str, Mapping] = {
        "kind": KINDS,
        "town": dict(town_choices()),
        "price": {key: label for key, label, _low, _high in PRICE_BANDS},
        "certificate": dict(CertificateKind.choices),
    }
    if name == "year":
        return _("%(year)s 年") % {"year": value}
    return str(labels.get(name, {}).get(value, value))
