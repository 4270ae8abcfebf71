"""sitemap.xml: every public page and record."""

from django.contrib.sitemaps import Sitemap
from wagtail.models import Page

from cms.core.pages import public_path
from portal.web.sections import lists, sections


class PageSitemap(Sitemap):
    """Wagtail pages of the request's site."""

    limit = 5000

    def items(self):
        return Page.objects.live().public().filter(depth__gte=2).order_by("path").only("url_path", "last_published_at")

    def location(self, item):
        return public_path(item)

    def lastmod(self, item):
        return item.last_published_at


class RecordSitemap(Sitemap):
    """The records of one section.

    Args:
        section: a :class:`portal.web.sections.Section`.
    """

    limit = 5000

    def __init__(self, section):
        self.section = section

    def items(self):
        return self.section.visible().order_by("pk")

    def lastmod(self, item):
        return item.last_published_at


class RecordListSitemap(Sitemap):
    """The lists of records, the pages about the site itself and the site map."""

    ABOUT_THE_SITE = ("/rules/", "/report/", "/report/status/", "/sitemap/", "/terms/", "/privacy/")

    def items(self):
        return [*(section.url for section in lists()), *self.ABOUT_THE_SITE]

    def location(self, item):
        return item


SITEMAPS = {
    "pages": PageSitemap,
    "lists": RecordListSitemap,
    **{section.model._meta.label_lower: RecordSitemap(section) for section in sections() if section.detail_view},
}
