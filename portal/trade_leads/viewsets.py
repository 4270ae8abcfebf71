"""The admin screen of trade leads."""

from django.utils.translation import gettext_lazy as _

from portal.moderation.viewsets import EditorialViewSet
from portal.trade_leads.models import TradeLead


class TradeLeadViewSet(EditorialViewSet):
    """Leads of firms and people; the matching screen is a button of each row."""

    model = TradeLead
    icon = "resubmit"
    add_to_admin_menu = True
    menu_label = _("供销对接")
    menu_order = 213
    handed_in = True
    list_display = ["__str__", "category", "town", "state", "valid_until", "live", "has_unpublished_changes"]
    list_filter = ["kind", "category", "town", "state", "live"]
    search_fields = ["product", "description"]
    layout = (
        (_("产品"), "category", "product", "quantity", "unit", "price", "packing", "certificates", "picture"),
        (_("时间与地点"), "available_from", "valid_until", "town", "place"),
        "description",
    )
