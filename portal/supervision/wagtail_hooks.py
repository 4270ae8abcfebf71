"""Supervision in the admin: menu, screens, and what waits for whom."""

from django.db.models import Q
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

from portal.supervision.admin_views import ASSESSMENT, AssessmentView, ConfirmView
from portal.supervision.models import Rectification
from portal.supervision.services import MAY_SEE
from portal.supervision.viewsets import RectificationViewSet, VisitViewSet
from portal.workbench.menu import RightMenuItem
from portal.workbench.tiles import Tile, add_tile

MAY_SEE_FAULTS = "supervision.view_rectification"

add_tile(
    Tile(
        "rectifications",
        _("我要整改的事项"),
        "rectifications:index",
        MAY_SEE_FAULTS,
        lambda user: Rectification.objects.open().filter(owner=user),
        since="found_on",
        late=lambda: Q(due_on__lt=timezone.localdate()),
        order=72,
    )
)


@hooks.register("register_admin_viewset")
def supervision_viewsets():
    """Register visits and what has to be put right."""
    return [VisitViewSet("visits", url_prefix="visits"), RectificationViewSet("rectifications", url_prefix="rectifications")]


@hooks.register("register_admin_urls")
def supervision_urls():
    """Add the screens."""
    return [
        path("supervision/assessment/", AssessmentView.as_view(), name=ASSESSMENT[0]),
        path("rectifications/confirm/<int:pk>/", ConfirmView.as_view(), name="rectification_confirm"),
    ]


@hooks.register("register_admin_menu_item")
def supervision_menu():
    """Offer the screens in the main menu; Wagtail leaves out a submenu without entries."""
    items = [
        RightMenuItem(_("整改清单"), "rectifications:index", MAY_SEE_FAULTS, icon_name="list-ul", order=10),
        RightMenuItem(_("走访"), "visits:index", "supervision.view_visit", icon_name="group", order=20),
        RightMenuItem(ASSESSMENT[1], ASSESSMENT[0], MAY_SEE, icon_name="doc-full", order=30),
    ]
    return SubmenuMenuItem(_("服务监督"), Menu(items=items), name="supervision", icon_name="view", order=217)
