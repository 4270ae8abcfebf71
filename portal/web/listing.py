"""Lists that people filter, sort and page through, with all of their state in the address.

One engine serves Wagtail index pages and the views of records. Filters are a django-filter ``FilterSet``; this adds what a public list
needs around it: sorts with names, page links that keep the filters, and what is switched on in words.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from portal.core.text import clean_line
from portal.web.parameters import is_tracking
from portal.web.rows import OrderedRows, PageRows, Walk

PAGE_SIZE = 20
_NEIGHBOURS = 1
# Most characters of what is looked for; longer text says no more.
_MOST_TEXT = 60
RELEVANCE = "relevance"

Matcher = Callable[[type[Model], str], list | None]
_matchers: list[Matcher] = []


def match_with(matcher: Matcher) -> None:
    """Let lists be searched: ``matcher(model, text)`` returns the keys of the rows that fit, the best first, or ``None`` for models that
    it does not know. Called by the room of search, which this one may not import.
    """
    _matchers[:] = [matcher]


@dataclass(frozen=True)
class Link:
    """A link of the list's controls; ``gap`` stands for left-out page numbers."""

    label: str = ""
    url: str = ""
    current: bool = False
    gap: bool = False


def matching(model: type[Model], text: str) -> list | None:
    """Return the keys of the rows of a model that fit a text, the best first; ``None`` where its rows cannot be looked for by words."""
    found = (matcher(model, text) for matcher in _matchers)
    return next((keys for keys in found if keys is not None), None)


class Listing:
    """One request's view of a list.

    Args:
        request: the request, whose query string is the whole state.
        queryset: all rows that the visitor may see.
        filterset_class: a django-filter ``FilterSet``, or ``None``.
        sorts: ``{parameter value: (label, order)}`` with an order of :mod:`portal.web.rows`; the first is the default.
        page_size: rows a page.
        walk: gives keys in order where the rows of ``queryset`` alone are in none that an index gives.

    Parameters and sorts that the list does not have are ignored, a page that it does not have is its last one, and a filter's value that
    there is not finds nothing: whatever others do to a link, it leads to a list with ways on.
    """

    def __init__(
        self,
        request: HttpRequest,
        queryset: QuerySet,
        *,
        filterset_class=None,
        sorts: dict,
        page_size: int = PAGE_SIZE,
        walk: Walk | None = None,
    ):
        self.request = request
        self.queryset = queryset
        self.filterset_class = filterset_class
        self.walk = walk
        self.path = request.path
        self.model = queryset.model
        self.parameters = self._known_parameters()
        self.text = self.parameters.get("q", "")[:_MOST_TEXT].rstrip()
        self.matched = matching(queryset.model, self.text) if self.text else None
        self.sorts_table = {RELEVANCE: (_("按相关程度"), ()), **sorts} if self.matched is not None else sorts
        if self.parameters.get("sort") not in self.sorts_table:
            self.parameters.pop("sort", None)
        self.sort = self.parameters.get("sort") or next(iter(self.sorts_table))
        self._ordered = self._in_order(self._filtered())
        # It asks for no more than a length of rows whose pages are cut by themselves.
        self.paginator: Paginator = Paginator(cast(Any, self._ordered), page_size)
        self.page = self._page()

    @staticmethod
    def can_be_searched(model: type[Model]) -> bool:
        """Return whether rows of a model can be looked for by words."""
        return matching(model, "") is not None

    @cached_property
    def filterset(self):
        """The bound ``FilterSet``, or ``None``; made when a filter is on or somebody asks, since its form costs what ten rows cost."""
        return self.filterset_class(self._filter_data(), queryset=self.queryset, request=self.request) if self.filterset_class else None

    @property
    def _filter_names(self):
        return self.filterset_class.base_filters.keys() if self.filterset_class else ()

    def _known_parameters(self) -> dict[str, str]:
        known = {"page", "sort", *(["q"] if self.searchable else []), *self._filter_names}
        return {key: value for key, typed in self.request.GET.items() if key in known and (value := clean_line(str(typed)))}

    @cached_property
    def is_own(self) -> bool:
        """Whether the address is one of this list's own links, so that there are not more of them than the list has states."""
        sent = {key: values for key, values in self.request.GET.lists() if not is_tracking(key)}
        filled = {key: values for key, values in sent.items() if any(values)}
        return (
            filled == {key: [value] for key, value in self.parameters.items()}
            and sent.keys() <= {"page", "sort", "q", *self._filter_names}
            and self._filters_are_valid
        )

    @cached_property
    def _filters_are_valid(self) -> bool:
        return self.parameters.keys().isdisjoint(self._filter_names) or self.filterset.form.is_valid()

    def _filtered(self) -> QuerySet:
        if self.parameters.keys().isdisjoint(self._filter_names):
            return self.queryset
        return self.filterset.qs if self._filters_are_valid else self.queryset.none()

    def _in_order(self, rows: QuerySet) -> "OrderedRows | RankedRows":
        order = self.sorts_table[self.sort][1]
        if self.matched is None:
            return OrderedRows(rows, order, self.walk)
        rows = rows.filter(pk__in=self.matched)
        return RankedRows(rows, self.matched) if self.sort == RELEVANCE else OrderedRows(rows, order)

    def _filter_data(self) -> QueryDict:
        data = QueryDict(mutable=True)
        for name in self._filter_names:
            if name in self.parameters:
                data.setlist(name, [clean_line(value) for value in self.request.GET.getlist(name)])
        return data

    def _page(self) -> Page:
        asked = self.parameters.get("page", 1)
        try:
            number = self.paginator.validate_number(asked)
        except PageNotAnInteger:
            number = 1
        except EmptyPage:
            number = self.paginator.num_pages
        if "page" in self.parameters:
            self.parameters["page"] = str(number)
        # Its rows are in ``items``.
        return Page((), number, self.paginator)

    @cached_property
    def searchable(self) -> bool:
        """Whether these rows can be looked for by words."""
        return self.can_be_searched(self.model)

    @property
    def has_filters(self) -> bool:
        """Whether there is anything to filter by."""
        return self.filterset_class is not None

    @property
    def form(self):
        """The bound filter form, or ``None``."""
        return self.filterset.form if self.filterset is not None else None

    @cached_property
    def items(self) -> PageRows:
        """The rows of this page."""
        first = (self.page.number - 1) * self.paginator.per_page
        return self._ordered.page(slice(first, first + self.paginator.per_page))

    @property
    def total(self) -> int:
        """The number of rows on all pages."""
        return self.paginator.count

    @property
    def is_filtered(self) -> bool:
        """Whether any filter is on."""
        return any(key not in {"page", "sort"} for key in self.parameters)

    def url(self, **changes) -> str:
        """Return this list's address with some parameters changed; ``None`` takes one away. Page one is left out."""
        state = {**self.parameters, **changes}
        kept = {key: value for key, value in state.items() if value not in (None, "") and not (key == "page" and str(value) == "1")}
        return f"{self.path}?{urlencode(kept)}" if kept else self.path

    @property
    def clear_url(self) -> str:
        """The list's address without any state."""
        return self.path

    @cached_property
    def sorts(self) -> list[Link]:
        """The ways to sort."""
        first = next(iter(self.sorts_table))
        return [
            Link(str(label), self.url(sort=None if key == first else key, page=None), key == self.sort)
            for key, (label, _fields) in self.sorts_table.items()
        ]

    @cached_property
    def active(self) -> list[Link]:
        """The filters that are on, in words; each link takes its filter off."""
        asked = [Link(_("关键词：%(text)s") % {"text": self.text}, self.url(q=None, page=None, sort=None))] if self.text else []
        if not self.is_filtered or self.form is None:
            return asked
        return asked + [
            Link(
                f"{field.label}：{_value_label(field.field, self.parameters[field.html_name])}",
                self.url(**{field.html_name: None, "page": None}),
            )
            for field in self.form
            if field.html_name in self.parameters
        ]

    @cached_property
    def page_links(self) -> list[Link]:
        """First, last and neighbouring pages."""
        return list(self._page_links()) if self.paginator.num_pages > 1 else []

    def _page_links(self) -> Iterator[Link]:
        last, current, previous = self.paginator.num_pages, self.page.number, 0
        shown = {1, last, *range(current - _NEIGHBOURS, current + _NEIGHBOURS + 1)}
        for number in sorted(n for n in shown if 1 <= n <= last):
            if number - previous > 1:
                yield Link(gap=True)
            yield Link(str(number), self.url(page=number), number == current)
            previous = number

    @property
    def previous_url(self) -> str:
        """The previous page's address, or nothing."""
        return self.url(page=self.page.number - 1) if self.page.has_previous() else ""

    @property
    def next_url(self) -> str:
        """The next page's address, or nothing."""
        return self.url(page=self.page.number + 1) if self.page.has_next() else ""


class RankedRows:
    """Rows in the order of a ranking, as a paginator takes them: counted and cut without reading the rest."""

    def __init__(self, rows: QuerySet, ranking: list):
        self._rows = rows
        fitting = set(rows.order_by().values_list("pk", flat=True))
        self._keys = [key for key in ranking if key in fitting]

    def __len__(self):
        return len(self._keys)

    def page(self, cut: slice) -> PageRows:
        """Return the rows of a page."""
        return PageRows(self._keys[cut], self._rows)


def _value_label(field, value: str) -> str:
    for key, label in getattr(field, "choices", ()):
        if str(key) == value:
            return str(label)
    return value
