"""Settlement in the admin."""

from django.db.models import Q
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from portal.cases.tiles import case_tiles
from portal.moderation.tiles import DECIDES_LAST
from portal.settlement import admin_views
from portal.settlement.models import Agreement
from portal.settlement.services.applications import APPLICATION, MAY_HANDLE
from portal.settlement.viewsets import RoomViewSet, TermViewSet
from portal.workbench.menu import RightMenuItem
from portal.workbench.tiles import Act, Tile, add_act, add_tile, own_desk

_QUEUE, _AGREEMENTS = admin_views.QUEUE, admin_views.AGREEMENTS
add_tile(*case_tiles(APPLICATION, "settlement", _QUEUE[1], _QUEUE[0], _("报给您决定的入驻申请"), DECIDES_LAST, order=46))
add_tile(
    Tile(
        "settlement_to_sign",
        _("待备案、签约、入驻的协议"),
        _AGREEMENTS[0],
        MAY_HANDLE,
        lambda user: Agreement.objects.to_sign(),
        since="created_at",
        order=47,
    ),
    Tile(
        "settlement_to_renew",
        _("快到期的入驻协议"),
        _AGREEMENTS[0],
        MAY_HANDLE,
        lambda user: Agreement.objects.to_renew(),
        since="valid_until",
        late=lambda: Q(valid_until__lt=timezone.localdate()),
        since_text=_("最早的到 %(day)s"),
        late_text=_("已到期未续签 %(count)d 份"),
        order=48,
    ),
    Tile(
        "settlement_reports",
        _("未报年度销售额的入驻协议"),
        _AGREEMENTS[0],
        MAY_HANDLE,
        lambda user: Agreement.objects.owing_report(),
        since="starts_on",
        since_text=_("最早的从 %(day)s 起入驻"),
        order=49,
    ),
)
add_act(Act("settlement", _QUEUE[1], _QUEUE[0], own_desk(MAY_HANDLE), icon="home", order=61))


@hooks.register("register_admin_urls")
def settlement_urls():
    """Add the screens of applications and agreements."""
    return [
        path("settlement/", admin_views.QueueView.as_view(), name=_QUEUE[0]),
        path("settlement/<int:pk>/", admin_views.ApplicationView.as_view(), name="settlement_application"),
        path("settlement/<int:pk>/review/", admin_views.ReviewView.as_view(), name="settlement_review"),
        path("settlement/papers/<int:pk>/", admin_views.PaperView.as_view(), name="settlement_paper"),
        path("settlement/agreements/", admin_views.AgreementsView.as_view(), name=_AGREEMENTS[0]),
        path("settlement/agreements/new/", admin_views.RegisterView.as_view(), name="settlement_register"),
        path("settlement/agreements/<int:pk>/", admin_views.AgreementView.as_view(), name="settlement_agreement"),
        path("settlement/agreements/<int:pk>/<slug:step>/", admin_views.StepView.as_view(), name="settlement_step"),
    ]


@hooks.register("register_admin_viewset")
def settlement_viewsets():
    """Register the screens of rooms and figures."""
    return [RoomViewSet("settlement_rooms", url_prefix="settlement-rooms"), TermViewSet("settlement_terms", url_prefix="settlement-terms")]


@hooks.register("register_admin_menu_item")
def applications_menu_item():
    """Put the queue into the main menu."""
    return RightMenuItem(_QUEUE[1], _QUEUE[0], MAY_HANDLE, icon_name="home", order=221)


@hooks.register("register_admin_menu_item")
def agreements_menu_item():
    """And the agreements beside it."""
    return RightMenuItem(_AGREEMENTS[1], _AGREEMENTS[0], MAY_HANDLE, icon_name="doc-full", order=222)
