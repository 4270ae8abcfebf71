"""Sections: lists are found by their own names."""

from portal.web.sections import lists
from search.documents.base import Content, names, page_content

# Who types a section's name wants the section.
SECTION_BOOST = 1.1


def section_content(page) -> Content:
    """An index page."""
    return page_content(page, "section", keywords=[page._meta.verbose_name], boost=SECTION_BOOST)


def list_contents() -> list[Content]:
    """Return the lists that belong to views instead of pages: directories, catalogues, the service table."""
    return [
        Content(
            kind="section",
            title=str(section.title),
            url=section.url,
            summary=str(section.description),
            keywords=names([section.model._meta.verbose_name_plural]),
            boost=SECTION_BOOST,
        )
        for section in lists()
    ]
