"""Towns and the map under the settings menu."""

from wagtail import hooks

from portal.places.viewsets import CountyMapViewSet, TownViewSet


@hooks.register("register_admin_viewset")
def places():
    """Register towns and the county's map."""
    return [
        TownViewSet("towns", add_to_settings_menu=True, menu_order=600),
        CountyMapViewSet("county_map", add_to_settings_menu=True, menu_order=610),
    ]
