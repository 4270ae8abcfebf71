"""Sections: lists are found by their own names."""

from cms.core.feeds import RECORD_SECTIONS
from portal.catalogues.views import ServiceTable
from search.documents.base import Content, names, page_content

# Who types a section's name wants the section.
SECTION_BOOST = 1.1


def section_content(page) -> Content:
    """An index page."""
    return page_content(page, "section", keywords=[page._meta.verbose_name], boost=SECTION_BOOST)


def list_contents() -> list[Content]:
    """Return the lists that belong to views instead of pages: directories, catalogues, the service table."""
    sections = [*RECORD_SECTIONS.values(), ServiceTable]
    return [
        Content(
            kind="section",
            title=str(section.section_title),
            url=section.section_url,
            summary=str(section.section_description),
            keywords=names([section.model._meta.verbose_name_plural] if hasattr(section, "model") else []),
            boost=SECTION_BOOST,
        )
        for section in sections
    ]
