"""Policies."""

from cms.policies.choices import Status
from cms.policies.models import PolicyIndexPage, PolicyPage
from search.documents.base import Content, page_content, register
from search.documents.sections import section_content

# What is in force comes before what is not, other things being equal.
INVALID_BOOST = 0.9


def policy(page: PolicyPage) -> Content:
    """A policy with its document number, issuer, level and subject."""
    keywords = [page.document_number, page.issuer, page.get_level_display(), page.get_subject_display(), page._meta.verbose_name]
    boost = 1.0 if page.status == Status.VALID else INVALID_BOOST
    return page_content(page, "policy", keywords=keywords, category=str(page.get_subject_display()), boost=boost)


register(PolicyPage, "policy", policy)
register(PolicyIndexPage, "section", section_content)
