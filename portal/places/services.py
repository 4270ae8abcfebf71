"""Towns and the map as other domains ask for them."""

from portal.core.cache import shared
from portal.places.models import CountyMap, Town


def towns() -> list[Town]:
    """Return all towns in the county's order, from the shared cache."""
    return shared("places:towns", lambda: list(Town.objects.all()))


def town_choices() -> list[tuple[str, str]]:
    """Return ``(code, name)`` of all towns for a filter or form."""
    return [(town.code, town.name) for town in towns()]


def county_map() -> CountyMap | None:
    """Return the map's projection, or ``None`` where a county has drawn no map."""
    return shared("places:map", CountyMap.objects.first)
