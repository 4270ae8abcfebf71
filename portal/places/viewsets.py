"""The admin screens of towns and the map."""

from wagtail.admin.viewsets.model import ModelViewSet

from portal.places.models import CountyMap, Town


class TownViewSet(ModelViewSet):
    """Towns."""

    model = Town
    icon = "site"
    form_fields = ["code", "name", "kind", "order", "longitude", "latitude", "map_points", "label_x", "label_y"]
    list_display = ["name", "code", "kind", "order"]
    search_fields = ["name", "code"]
    copy_view_enabled = False


class CountyMapViewSet(ModelViewSet):
    """The projection of the schematic map."""

    model = CountyMap
    icon = "crosshairs"
    form_fields = ["view_box", "west", "east", "south", "north"]
    list_display = ["view_box", "west", "east", "south", "north"]
    copy_view_enabled = False
