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
        body="\n".join(filter(None, [record.introduction, record.latest_news, record.address, *_shown(record)])),
        keywords=names(keywords),
        town=town_code(record),
        category=kind,
        dated_at=record.last_published_at,
    )


def _shown(record: Enterprise) -> list[str]:
    """Return news, products and technologies that the enterprise shows itself."""
    news = [item.text for item in record.news_items.all()]
    return [*news, *(f"{product.name} {product.text}" for product in record.display_products.all())]


register(Enterprise, "enterprise", enterprise)
