"""Products and brands."""

from cms.products.models import BrandIndexPage, BrandPage, ProductIndexPage, ProductPage
from search.documents.base import Content, page_content, register, town_code
from search.documents.sections import section_content

PRODUCT_BOOST = 1.1


def product(page: ProductPage) -> Content:
    """A product with what it is, where it comes from and where it is sold."""
    certificates = list(page.certificates.all())
    keywords = [
        page.category,
        page.category.get_product_class_display() if page.category else "",
        page.town,
        page.brand.title if page.brand else "",
        page.producer.name if page.producer else "",
        *(certificate.get_kind_display() for certificate in certificates),
        *(certificate.number for certificate in certificates),
    ]
    shops = [f"{channel.get_platform_display()} {channel.shop} {channel.address}" for channel in page.channels.all()]
    return page_content(
        page,
        "product",
        keywords=keywords,
        body=[page.spec, page.storage, *shops],
        town=town_code(page),
        category=str(page.category or ""),
        price=page.price,
        certificates=tuple(dict.fromkeys(certificate.kind for certificate in certificates)),
        boost=PRODUCT_BOOST,
    )


def brand(page: BrandPage) -> Content:
    """A brand with its level and owner."""
    keywords = [page.get_level_display(), page.brand_owner, page.parent_brand.title if page.parent_brand else ""]
    return page_content(page, "brand", keywords=keywords, body=[page.slogan], category=str(page.get_level_display()))


register(ProductPage, "product", product)
register(BrandPage, "brand", brand)
register(ProductIndexPage, "section", section_content)
register(BrandIndexPage, "section", section_content)
