"""sitemap.xml: every public page and record."""

from django.contrib.sitemaps import Sitemap
from wagtail.models import Page

from cms.core.feeds import RECORD_SECTIONS
from cms.core.pages import public_path
from portal.talent.views.public import PracticeDetail


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
    """The records of one section, its list first.

    Args:
        section: a section class of a domain's views.
    """

    limit = 5000

    def __init__(self, section):
        self.section = section

    def items(self):
        return self.section.model.objects.visible().order_by("pk")

    def lastmod(self, item):
        return item.last_published_at


class RecordListSitemap(Sitemap):
    """The lists of records, the pages about the site itself and the site map."""

    WITHOUT_FEED = ("/talent/recommended/",)
    ABOUT_THE_SITE = ("/services/table/", "/rules/", "/report/", "/report/status/", "/sitemap/", "/terms/", "/privacy/")

    def items(self):
        return [*(section.section_url for section in RECORD_SECTIONS.values()), *self.WITHOUT_FEED, *self.ABOUT_THE_SITE]

    def location(self, item):
        return item


SITEMAPS = {
    "pages": PageSitemap,
    "lists": RecordListSitemap,
    **{name: RecordSitemap(section) for name, section in RECORD_SECTIONS.items()},
    "practice": RecordSitemap(PracticeDetail),
}
