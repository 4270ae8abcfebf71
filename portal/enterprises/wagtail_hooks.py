"""The enterprise directory in the admin: menu, addresses, buttons."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from portal.enterprises import admin_views
from portal.enterprises.models import Enterprise, VerificationRequest
from portal.enterprises.viewsets import DiagnosisViewSet, EnterpriseViewSet, IndustryClassViewSet
from portal.links.admin_views import MAY_MEND_LINKS
from portal.workbench.menu import RightMenuItem
from portal.workbench.tiles import Act, Tile, add_act, add_tile, own_desk

add_tile(
    Tile(
        "enterprise_requests",
        _("待核验的企业"),
        admin_views.QUEUE[0],
        admin_views.MAY_VERIFY,
        lambda user: VerificationRequest.objects.waiting(),
        since="submitted_at",
        order=25,
    )
)
add_act(
    Act("enterprise_requests", _("核验企业"), admin_views.QUEUE[0], admin_views.MAY_VERIFY, icon="tick-inverse", order=30),
    Act(
        "add_enterprise",
        _("登记企业"),
        lambda: reverse(Enterprise.snippet_viewset.get_url_name("add")),
        own_desk("enterprises.add_enterprise"),
        icon="group",
        order=35,
    ),
)
register_snippet(EnterpriseViewSet)


@hooks.register("register_admin_viewset")
def industry_classes():
    """Register the industry classes under the settings menu."""
    return IndustryClassViewSet("industry_classes", add_to_settings_menu=True, menu_order=620)


@hooks.register("register_admin_viewset")
def diagnoses():
    """Register the diagnoses; the menu of enterprise services leads to them."""
    return DiagnosisViewSet("diagnoses", url_prefix="diagnoses")


@hooks.register("register_admin_urls")
def enterprise_urls():
    """Add the staff pages."""
    return [
        path("enterprise-requests/", admin_views.RequestListView.as_view(), name="enterprise_requests"),
        path("enterprise-requests/<int:pk>/", admin_views.RequestDecisionView.as_view(), name="enterprise_request"),
        path("diagnoses/<int:pk>/issue/", admin_views.IssueView.as_view(), name="diagnosis_issue"),
        path("enterprises/<int:pk>/ask/", admin_views.AskView.as_view(), name="enterprise_ask"),
    ]


@hooks.register("register_admin_menu_item")
def enterprise_menu():
    """Offer the staff pages in the main menu; Wagtail leaves out a submenu without entries."""
    items = [
        RightMenuItem(_("企业核验申请"), "enterprise_requests", admin_views.MAY_VERIFY, icon_name="tick-inverse", order=10),
        RightMenuItem(_("产品诊断"), "diagnoses:index", "enterprises.view_diagnosis", icon_name="doc-full", order=20),
        RightMenuItem(_("外部链接检查"), "link_checks", MAY_MEND_LINKS, icon_name="link-external", order=30),
    ]
    return SubmenuMenuItem(_("企业服务"), Menu(items=items), name="enterprise-services", icon_name="group", order=222)


@hooks.register("register_snippet_listing_buttons")
def ask_button(snippet, user, next_url=None):
    """Offer to ask a public enterprise whether its entry is still right."""
    if isinstance(snippet, Enterprise) and snippet.live and user.has_perm(admin_views.MAY_ASK):
        yield Button(_("请企业确认信息"), reverse("enterprise_ask", args=[snippet.pk]), icon_name="mail", priority=30)
