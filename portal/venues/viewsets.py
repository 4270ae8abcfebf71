"""The admin screens of venues."""

from django.utils.translation import gettext_lazy as _

from portal.moderation.viewsets import EditorialViewSet
from portal.venues.models import Venue


class VenueViewSet(EditorialViewSet):
    """Venues; the plan of who has which is a screen of its own."""

    model = Venue
    icon = "home"
    menu_label = _("场地")
    menu_order = 218
    add_to_admin_menu = True
    list_display = ["name", "kind", "seats", "live", "has_unpublished_changes"]
    list_filter = ["kind", "live"]
    search_fields = ["name", "place"]
    layout = (
        (_("场地"), "name", "kind", "place", "seats", "equipment", "picture"),
        (_("介绍与须知"), "introduction", "rules", "phone"),
        (_("开放时间"), "open_days", "opens_at", "closes_at"),
    )
