"""Admin screens of rooms and of the figures of the rules."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from portal.settlement.models import Room, Term


class RoomViewSet(ModelViewSet):
    """Rooms that are let."""

    model = Room
    icon = "home"
    menu_label = _("入驻房间")
    menu_order = 223
    add_to_admin_menu = True
    list_display = ["name", "place", "area", "state"]
    list_filter = ["state"]
    search_fields = ["name", "place"]
    copy_view_enabled = False
    form_fields = ["name", "place", "area", "state"]


class TermViewSet(ModelViewSet):
    """The figures, with the document that says so."""

    model = Term
    icon = "table"
    menu_label = _("入驻标准")
    menu_order = 123
    add_to_settings_menu = True
    list_display = ["code", "number", "source"]
    copy_view_enabled = False
    form_fields = ["code", "number", "source"]
