"""Sections of public records: what a domain says once, and everything that speaks of all sections reads.

A domain declares its sections in a module ``sections.py``, which is loaded on first use::

    COURSES = register_section(
        Section(
            Course,
            _("电商培训"),
            "/training/",
            description=_("本县免费的电商课程，网上报名。"),
            filterset=CourseFilterSet,
            sorts={"newest": (_("最近发布"), ("-first_published_at", "-pk"))},
            rows_template="components/record-list/courses.html",
            feed="courses",
            search=SearchKind("course", _("培训课程"), body=("content",), keywords=("get_level_display",)),
            order=500,
            menu_title=_("电商培训"),
        )
    )

and adds ``*COURSES.urls()`` to its ``urlpatterns``. From that follow the list (``course-list``) and the page of each record (the name in
``Course.url_name``), RSS and Atom, sitemap.xml, the site map for people, the entry of the main menu, the entries of the search, and the
guards in ``tests/`` (queries, robustness, permissions, weight, accessibility). What the model needs: ``url_name``, ``detail_template``
(:class:`portal.core.models.PublishableRecord`), ``visible()`` and ``for_cards()`` on its manager. A list or a page that shows more is a
subclass of :class:`portal.web.views.RecordListView` or :class:`~portal.web.views.RecordDetailView`, given as ``list_view`` or
``detail_view``. :mod:`portal.web.checks` says what a section lacks.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.views.generic import View
from django_filters import FilterSet

from portal.core.models import PublishableRecord
from portal.web.views import RecordDetailView, RecordListView

# How a section reads a value of a record: the name of an attribute or of a method without arguments, or a function of the record.
Word = str | Callable[[Any], Any]


# Characters of a filter's value that are kept.
MAX_FILTER = 60


def value_of(record: Model, word: Word) -> Any:
    """Return what a word says of a record.

    Raises:
        AttributeError: the record has nothing of this name.
    """
    if callable(word):
        return word(record)
    value = getattr(record, word)
    return value() if callable(value) else value


@dataclass(frozen=True, eq=False)
class SearchKind:
    """How the records of a section are found; their title is ``str(record)``, their summary the section's.

    Args:
        kind: the kind of the entries; sections may share one.
        label: the kind in words, on the page of results.
        body: what is read in full; HTML becomes plain text.
        keywords: what a record is called, made of and kept under; lists count one by one. The town, the kind's label and the model's
            name are always among them.
        category: what the results are grouped by.
        price: a field in yuan, for the price bands.
        dated: the moment that a search by date or year goes by.
        last_day: a field with the last day on which anybody may find the record.
        boost: more than 1 raises a kind above others that fit as well.
    """

    kind: str
    label: str | Promise
    body: tuple[Word, ...] = ()
    keywords: tuple[Word, ...] = ()
    category: Word = ""
    price: str = ""
    dated: str = "last_published_at"
    last_day: str = ""
    boost: float = 1.0


@dataclass(frozen=True, eq=False)
class Section:
    """A list of public records and the page of each.

    Args:
        model: whose records; one section a model.
        title: the heading of the list, and the name of the section wherever it is named.
        url: the path of the list, ``/jobs/``.
        description: one sentence for visitors, feeds and search engines.
        filterset: a django-filter ``FilterSet``.
        sorts: ``{parameter value: (label, ordering fields)}``; the first is the default.
        rows_template: a component that draws ``rows`` under headings of the level ``heading``, for the common list page.
        list_template: a list page of the section's own, in place of the common one.
        page_size: records a page of the list.
        list_name: the name of the list's address; ``<model>-list`` unless given.
        list_view, detail_view: subclasses that show more, or ``None`` where there is no list or no page of one record.
        detail_url: what stands before slug or key in the path of a record, where that is not ``url``.
        summary: what a record says of itself in a line: in feeds, results, and under the title of its page.
        lead, feed_text: what the page and the feed say, where that is not ``summary``.
        shown_to: returns what a visitor may see from the user, for sections that show some people more than :meth:`visible`.
        ended: heading and sentence of the answer (410) to who opens a record that was public and is over; without them it is not found.
        joins: relations that the page of a record reads beside those of ``for_cards()``.
        structured_data: makes a record's schema.org object from the request and the record.
        feed: the name in the addresses of the feeds; ``why_no_feed`` says why there are none.
        digest: the purpose of the consent with which people have what is new sent to them (:mod:`portal.subscriptions`), for lists with
            filters and feeds that can be subscribed to.
        search: how the records are found; ``why_not_findable`` says why they are not.
        order: the place among sections, in the site map and the menu.
        menu_title: the entry of the main menu, for sections that have one.
        stays_when_empty: menu and site maps name it though it shows nothing: what people come for is something they do there.
    """

    model: type[PublishableRecord]
    title: str | Promise
    url: str
    description: str | Promise = ""
    filterset: type[FilterSet] | None = None
    sorts: dict = field(default_factory=dict)
    rows_template: str = ""
    list_template: str = "layouts/section.html"
    page_size: int = 20
    list_name: str = ""
    list_view: type[View] | None = RecordListView
    detail_view: type[View] | None = RecordDetailView
    detail_url: str = ""
    summary: Word = "summary"
    lead: Word = ""
    feed_text: Word = ""
    shown_to: Callable[[Any], QuerySet] | None = None
    ended: tuple[str | Promise, str | Promise] | None = None
    joins: tuple[str, ...] = ()
    structured_data: Callable[[Any, Any], dict] | None = None
    feed: str = ""
    why_no_feed: str = ""
    digest: str = ""
    search: SearchKind | None = None
    why_not_findable: str = ""
    order: int = 1000
    menu_title: str | Promise = ""
    stays_when_empty: bool = False

    @property
    def is_mapped(self) -> bool:
        """Whether sitemap.xml names the records: what no search may find is not handed to others' searches either."""
        return self.detail_view is not None and not self.why_not_findable

    def filters_of(self, asked: QueryDict) -> QueryDict:
        """Return the filters of the list that an address has, in one order."""
        kept = QueryDict(mutable=True)
        for name in sorted(self.filterset.base_filters if self.filterset else ()):
            if asked.get(name):
                kept[name] = str(asked[name])[:MAX_FILTER]
        return kept

    def visible(self) -> QuerySet:
        """Return what the public may see."""
        return self.model.objects.visible()

    def rows_for(self, request) -> QuerySet:
        """Return what a visitor may see, with what a list row shows."""
        rows: Any = self.shown_to(request.user) if self.shown_to else self.visible()
        return rows.for_cards()

    def urls(self) -> list[URLPattern]:
        """Return the patterns of the list and of the records' pages, for the domain's ``urlpatterns``."""
        patterns = []
        if self.list_view is not None:
            name = self.list_name or f"{self.model._meta.model_name}-list"
            patterns.append(path(self.url.lstrip("/"), self.list_view.as_view(section=self), name=name))
        if self.detail_view is not None:
            route = f"{(self.detail_url or self.url).lstrip('/')}<{'slug:slug' if self._has_slug() else 'int:pk'}>/"
            patterns.append(path(route, self.detail_view.as_view(section=self), name=self.model.url_name.rpartition(":")[2]))
        return patterns

    def _has_slug(self) -> bool:
        return any(field.name == "slug" for field in self.model._meta.fields)

    def has_ended(self, **lookup) -> bool:
        """Return whether a record that visitors no longer see is one of those that are said to be over."""
        return self.ended is not None and self.model.objects.filter(live=True, **lookup).exists()

    def summary_of(self, record) -> str:
        """Return what a record says of itself in a line."""
        return str(value_of(record, self.summary))

    def lead_of(self, record) -> str:
        """Return what the page of a record says under its title."""
        return str(value_of(record, self.lead or self.summary))

    def feed_text_of(self, record) -> str:
        """Return what the feed says of a record."""
        return str(value_of(record, self.feed_text or self.summary))


_sections: dict[type[Model], Section] = {}


def register_section(section: Section) -> Section:
    """Make a section known, and return it for the domain's ``urls.py``.

    Raises:
        ImproperlyConfigured: the model has a section already, or the path does not begin and end with a slash.
    """
    if section.model in _sections:
        raise ImproperlyConfigured(f"{section.model.__name__} has a section already")
    if not (section.url.startswith("/") and section.url.endswith("/")):
        raise ImproperlyConfigured(f"The path of a section begins and ends with a slash: {section.url!r}")
    _sections[section.model] = section
    return section


@cache
def _discover() -> None:
    autodiscover_modules("sections")


def sections() -> list[Section]:
    """Return all sections in their order."""
    _discover()
    return sorted(_sections.values(), key=lambda section: (section.order, section.url))


def section_of(model: type[Model]) -> Section | None:
    """Return the section of a model's records, or ``None``."""
    _discover()
    return _sections.get(model)


def lists() -> list[Section]:
    """Return the sections that have a list."""
    return [section for section in sections() if section.list_view is not None]


def feed_sections() -> dict[str, Section]:
    """Return the sections that have feeds, by the name in their addresses."""
    return {section.feed: section for section in sections() if section.feed}
