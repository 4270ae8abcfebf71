"""The self-inspection in the admin: addresses, menu, and the tile of who owes the mending."""

from django.db.models import Q
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from portal.inspection.admin_views import LIST, FindingListView, FindingView, ReportView
from portal.inspection.models import MAY_SEE, Finding
from portal.inspection.viewsets import RuleViewSet
from portal.workbench.menu import RightMenuItem
from portal.workbench.tiles import Tile, add_tile

add_tile(
    Tile(
        "inspection",
        _("自查待整改"),
        LIST[0],
        MAY_SEE,
        Finding.objects.owed_by,
        since="found_on",
        late=lambda: Q(due_on__lt=timezone.localdate()),
        order=70,
    )
)


@hooks.register("register_admin_viewset")
def rules():
    """Register the rules."""
    return RuleViewSet("inspection_rules", url_prefix="inspection-rules")


@hooks.register("register_admin_urls")
def inspection_urls():
    """Add the screens."""
    return [
        path("inspection/", FindingListView.as_view(), name=LIST[0]),
        path("inspection/<int:pk>/", FindingView.as_view(), name="inspection_finding"),
        path("inspection/report/", ReportView.as_view(), name="inspection_report"),
    ]


@hooks.register("register_admin_menu_item")
def inspection_item():
    """Offer the list to those who may see it, beside the review."""
    return RightMenuItem(LIST[1], LIST[0], MAY_SEE, icon_name="circle-check", order=206)
