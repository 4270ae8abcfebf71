"""Culture pages."""

from cms.culture.models import CultureIndexPage, CulturePage
from search.documents.base import Content, page_content, register, town_code
from search.documents.sections import section_content


def culture(page: CulturePage) -> Content:
    """A subject of culture."""
    kind = str(page.get_kind_display())
    return page_content(page, "culture", keywords=[kind, page.town, page._meta.verbose_name], town=town_code(page), category=kind)


register(CulturePage, "culture", culture)
register(CultureIndexPage, "section", section_content)
