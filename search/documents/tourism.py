"""Sights, tourism products and routes."""

from cms.tourism.models import RoutePage, SightPage, TourismIndexPage, TourismPage, TourismProductPage
from search.documents.base import NOT_FINDABLE, Content, page_content, register, town_code
from search.documents.sections import section_content


def _tourism(page: TourismPage, keywords=(), body=()) -> Content:
    kind = str(page.get_kind_display())
    shops = [f"{channel.get_platform_display()} {channel.shop}" for channel in page.channels.all()]
    keywords = [kind, page.town, *keywords]
    return page_content(page, "tourism", keywords=keywords, body=[*body, *shops], town=town_code(page), category=kind, price=page.price)


def sight(page: SightPage) -> Content:
    """A sight with its grade and address."""
    return _tourism(page, [page.grade], [page.address, page.open_hours, page.ticket])


def tourism_product(page: TourismProductPage) -> Content:
    """Something to take home or to do."""
    return _tourism(page, [page.producer.name if page.producer else ""])


def route(page: RoutePage) -> Content:
    """A route, found by its sights as well."""
    return _tourism(page, [stop.title for stop in page.visible_stops()], [page.transport])


register(SightPage, "tourism", sight)
register(TourismProductPage, "tourism", tourism_product)
register(RoutePage, "tourism", route)
register(TourismIndexPage, "section", section_content)
NOT_FINDABLE["tourism.tourismpage"] = "the common table of the three kinds; each kind registers itself"
