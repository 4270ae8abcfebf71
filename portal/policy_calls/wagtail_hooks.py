"""Calls to declare in the admin: menu, and what firms have declared."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from portal.policy_calls.admin_views import WAITING_LIST, DeclarationsView, DeclarationView, PaperView, WaitingView
from portal.policy_calls.models import Declaration, PolicyCall
from portal.policy_calls.services import MAY_HANDLE, MAY_SEE, WAITING
from portal.policy_calls.viewsets import PolicyCallViewSet
from portal.workbench.menu import RightMenuItem
from portal.workbench.tiles import Tile, add_tile

add_tile(
    Tile(
        "policy_declarations",
        _("待办的政策申报"),
        WAITING_LIST[0],
        MAY_HANDLE,
        lambda user: Declaration.objects.filter(state__in=WAITING),
        since="sent_at",
        order=52,
    )
)

register_snippet(PolicyCallViewSet)


@hooks.register("register_admin_urls")
def declaration_urls():
    """Add the screens of declarations."""
    return [
        path("policy-calls/declarations/", WaitingView.as_view(), name=WAITING_LIST[0]),
        path("policy-calls/declarations/<int:pk>/", DeclarationView.as_view(), name="policy_declaration"),
        path("policy-calls/papers/<int:pk>/", PaperView.as_view(), name="policy_paper"),
        path("policy-calls/<int:pk>/declarations/", DeclarationsView.as_view(), name="policy_call_declarations"),
    ]


@hooks.register("register_admin_menu_item")
def declarations_menu_item():
    """Offer what waits in the main menu."""
    return RightMenuItem(WAITING_LIST[1], WAITING_LIST[0], MAY_SEE, icon_name="form", order=207)


@hooks.register("register_snippet_listing_buttons")
def declarations_button(snippet, user, next_url=None):
    """Offer the declarations beside a call to those who may see them."""
    if isinstance(snippet, PolicyCall) and user.has_perm(MAY_SEE):
        yield Button(_("申报企业"), reverse("policy_call_declarations", args=[snippet.pk]), icon_name="group", priority=25)
