"""Guides that people who look for work or employ need (R-TAL-6, R-TAL-7); pages that editors keep, linked while live."""

from wagtail.models import Page

from portal.core.cache import shared
from portal.web.meta import Crumb

SLUGS = ("labour-disputes", "legal-aid", "foreign-staff-permits", "talent-settling")


def guides() -> list[Crumb]:
    """Return the live guides, from the shared cache."""
    return shared("talent:guides", _read)


def _read() -> list[Crumb]:
    pages = {page.slug: page for page in Page.objects.live().public().filter(slug__in=SLUGS)}
    return [Crumb(pages[slug].title, pages[slug].get_url() or "") for slug in SLUGS if slug in pages]
