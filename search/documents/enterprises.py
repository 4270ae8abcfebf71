"""Enterprises and their directory."""

from portal.enterprises.models import Enterprise
from search.documents.base import Content, names, register, town_code
from search.documents.kinds import KINDS


def enterprise(record: Enterprise) -> Content:
    """An enterprise with its short name, type, industry and town."""
    kind = str(record.get_kind_display())
    industry = record.industry.name if record.industry else ""
    keywords = [record.short_name, kind, industry, record.town, record.credit_code, record._meta.verbose_name, KINDS["enterprise"]]
    return Content(
        kind="enterprise",
        title=record.name,
        url=record.get_absolute_url(),
        summary=record.main_business,
        body="\n".join(filter(None, [record.introduction, record.latest_news, record.address])),
        keywords=names(keywords),
        town=town_code(record),
        category=kind,
        dated_at=record.last_published_at,
    )


register(Enterprise, "enterprise", enterprise)
