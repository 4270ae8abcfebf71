"""Sections: lists are found by their own names."""

from search.documents.base import Content, page_content

# Who types a section's name wants the section.
SECTION_BOOST = 1.3


def section_content(page) -> Content:
    """An index page."""
    return page_content(page, "section", keywords=[page._meta.verbose_name], boost=SECTION_BOOST)
