"""The admin screens of co-operation."""

from wagtail.admin.viewsets.model import ModelViewSet

from portal.cooperation.models import Agreement


class AgreementViewSet(ModelViewSet):
    """Agreements with training bodies."""

    model = Agreement
    icon = "doc-full"
    form_fields = ["body", "number", "starts_on", "ends_on", "note"]
    list_display = ["number", "body", "starts_on", "ends_on", "standing"]
    list_filter = ["body"]
    search_fields = ["number", "note"]
    copy_view_enabled = False
    add_to_admin_menu = True
    menu_order = 227
