"""Guides and plain pages."""

from cms.guides.models import GuideIndexPage, GuidePage, StandardPage
from search.documents.base import Content, page_content, register
from search.documents.sections import section_content

# Who asks how to do something is served best by its guide.
GUIDE_BOOST = 1.15


def guide(page: GuidePage) -> Content:
    """A guide with its eight elements."""
    keywords = [page.item_name, page.get_kind_display(), *page.get_audience_labels()]
    body = [page.conditions, page.materials, page.process, page.basis, page.place, page.note]
    return page_content(page, "guide", keywords=keywords, body=body, category=str(page.get_kind_display()), boost=GUIDE_BOOST)


def standard(page: StandardPage) -> Content:
    """A plain page."""
    return page_content(page, "page")


register(GuidePage, "guide", guide)
register(StandardPage, "page", standard)
register(GuideIndexPage, "section", section_content)
