"""Supply and demand in the admin: menu, matching, figures."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from portal.trade_leads.admin_views import MAY_SEE_FIGURES, FiguresView, MatchingView, OutcomeView
from portal.trade_leads.matching import MAY_MATCH
from portal.trade_leads.models import TradeLead
from portal.trade_leads.viewsets import TradeLeadViewSet
from portal.workbench.menu import RightMenuItem

register_snippet(TradeLeadViewSet)


@hooks.register("register_admin_urls")
def matching_urls():
    """Add the screens of matching and the figures."""
    return [
        path("trade-leads/<int:pk>/matching/", MatchingView.as_view(), name="trade_matching"),
        path("trade-leads/matches/<int:pk>/outcome/", OutcomeView.as_view(), name="trade_match_outcome"),
        path("trade-leads/figures/", FiguresView.as_view(), name="trade_figures"),
    ]


@hooks.register("register_snippet_listing_buttons")
def matching_button(snippet, user, next_url=None):
    """Offer the matching screen beside a lead to those who match."""
    if isinstance(snippet, TradeLead) and user.has_perm(MAY_MATCH):
        yield Button(_("对接"), reverse("trade_matching", args=[snippet.pk]), icon_name="resubmit", priority=25)


@hooks.register("register_reports_menu_item")
def figures_item():
    """Offer the figures to those who may see them."""
    return RightMenuItem(_("供销对接统计"), "trade_figures", MAY_SEE_FIGURES, icon_name="table", order=1220)
