"""The admin screens of co-operation."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel
from wagtail.admin.viewsets.model import ModelViewSet

from portal.cooperation.models import Agreement, Call
from portal.moderation.viewsets import EditorialViewSet


class CallViewSet(EditorialViewSet):
    """Calls for joint training; the list of sign-ups is a button of each row."""

    model = Call
    icon = "group"
    add_to_admin_menu = True
    menu_order = 228
    list_display = ["name", "apply_until", "live", "has_unpublished_changes"]
    list_filter = ["live"]
    search_fields = ["name", "introduction"]
    layout = (
        (_("招募"), "name", "summary", "introduction", "sides", "apply_until", "phone"),
        InlinePanel("partners", heading=_("合作单位"), label=_("单位")),
    )


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
    menu_order = 229
