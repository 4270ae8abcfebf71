"""sitemap.xml: every public page and record, in one file while there are few, else as an index of files of one section each."""

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index, sitemap
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.core.pages import public_path
from portal.web.emptiness import empty_addresses, empty_pages
from portal.web.page_memory import keep
from portal.web.rows import OrderedRows
from portal.web.sections import lists, sections


class LongSitemap(Sitemap):
    """A section that may be long: its files are short enough to be made for a visitor who waits."""

    limit = 1000

    def get_latest_lastmod(self):
        """Return nothing: to know it, all items would have to be read."""


class PageSitemap(LongSitemap):
    """Wagtail pages of the request's site, without columns that show nothing."""

    def items(self):
        rows = Page.objects.live().public().filter(depth__gte=2).exclude(pk__in=empty_pages()).only("url_path", "last_published_at")
        return OrderedRows(rows, ("path",))

    def location(self, item):
        return public_path(item)

    def lastmod(self, item):
        return item.last_published_at


class RecordSitemap(LongSitemap):
    """The records of one section.

    Args:
        section: a :class:`portal.web.sections.Section`.
    """

    def __init__(self, section):
        self.section = section

    def items(self):
        return OrderedRows(self.section.visible(), ("pk",))

    def lastmod(self, item):
        return item.last_published_at


class RecordListSitemap(Sitemap):
    """The lists of records that have some, and the pages that belong to none: about the site, its map, the check of certificates."""

    ALONE = (
        "/rules/",
        "/report/",
        "/report/status/",
        "/sitemap/",
        "/terms/",
        "/privacy/",
        "/training/certificates/",
        "/events/calendar/",
        "/services/request/status/",
        "/ask/",
        "/complaints/",
        "/opinions/",
        "/cases/",
        "/cases/figures/",
        "/membership/",
        "/settle/",
        "/settle/calculator/",
    )

    def items(self):
        return [*(section.url for section in lists() if section.url not in empty_addresses()), *self.ALONE]

    def location(self, item):
        return item


SITEMAPS = {
    "pages": PageSitemap,
    "lists": RecordListSitemap,
    **{section.model._meta.label_lower: RecordSitemap(section) for section in sections() if section.is_mapped},
}


@require_safe
def root(request):
    """Return all addresses, or the index of the files that hold them."""
    keep(request)
    sites = {name: site() if isinstance(site, type) else site for name, site in SITEMAPS.items()}
    if all(site.paginator.num_pages == 1 for site in sites.values()):
        return sitemap(request, sites)
    return index(request, sites, sitemap_url_name="cms:sitemap-section")


@require_safe
def section(request, section):
    """Return one file of a section's addresses."""
    keep(request, asked=request.GET.keys() <= {"p"})
    return sitemap(request, SITEMAPS, section)
