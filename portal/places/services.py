"""Towns and the map as other domains ask for them."""

from django.db.models import Count, QuerySet

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


def towns_on_map(rows: QuerySet) -> list[dict]:
    """Return the towns that stand on the map, each with how many of ``rows`` it has and the address of their list."""
    counts = dict(rows.order_by().values_list("town_id").annotate(Count("pk")))
    return [{"town": town, "count": counts.get(town.pk, 0), "url": f"?town={town.code}"} for town in towns() if town.map_points]
