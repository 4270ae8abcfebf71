"""RSS and Atom for every column, of pages and of records alike."""

from dataclasses import dataclass

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import strip_tags
from wagtail.models import Page

from cms.core.indexes import IndexPage
from portal.core.cache import shared
from portal.core.text import clean_text, shown_title
from portal.web.page_memory import keep
from portal.web.rows import OrderedRows
from portal.web.sections import feed_sections, section_of

ITEMS = 20


@dataclass
class Column:
    """One feed: a title, the list it stands for, and its newest items."""

    title: str
    url: str
    description: str
    items: list


def find_column(slug: str) -> Column:
    """Return the column of a feed address.

    Raises:
        Http404: no column has this name.
    """
    section = feed_sections().get(slug)
    if section is not None:
        rows = OrderedRows(section.visible(), ("-last_published_at", "-pk"))[:ITEMS]
        return Column(str(section.title), section.url, str(section.description), rows)
    page = Page.objects.filter(pk=page_columns().get(slug)).specific().first()
    if page is None:
        raise Http404
    return Column(page.title, page.get_absolute_url(), page.summary, page.newest(ITEMS))


def page_columns() -> dict[str, int]:
    """Return the feed name and primary key of every live index page, from the shared cache."""
    return shared("cms:feeds", lambda: {page.feed_column: page.pk for page in index_pages()})


def index_pages() -> list[IndexPage]:
    """Return every live index page in its own type."""
    return list(Page.objects.live().type(IndexPage).specific().order_by("path"))


class RssFeed(Feed):
    """RSS 2.0 of a column."""

    feed_type = Rss201rev2Feed

    def get_object(self, request, column):
        found = find_column(column)
        # An empty feed names the time at which it was made.
        if found.items:
            keep(request)
        return found

    def title(self, obj):
        return shown_title(obj.title)

    def link(self, obj):
        return obj.url

    def description(self, obj):
        return clean_text(obj.description)

    subtitle = description

    def items(self, obj):
        return obj.items

    def item_title(self, item):
        return shown_title(str(item))

    def item_link(self, item):
        return item.get_absolute_url()

    def item_description(self, item):
        section = section_of(type(item))
        return clean_text(strip_tags(section.feed_text_of(item) if section else item.summary))

    def item_pubdate(self, item):
        return getattr(item, "published_at", None) or item.first_published_at

    def item_updateddate(self, item):
        return item.last_published_at


class AtomFeed(RssFeed):
    """Atom 1.0 of a column."""

    feed_type = Atom1Feed
