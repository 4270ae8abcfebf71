"""The talent pages in the admin menu."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.moderation.wagtail_hooks import RightMenuItem
from portal.talent.admin_views import MAY_SEE, FiguresView
from portal.talent.viewsets import TalentGroup

register_snippet(TalentGroup)


@hooks.register("register_admin_urls")
def figures_url():
    """Add the page of totals."""
    return [path("talent/figures/", FiguresView.as_view(), name="talent_figures")]


@hooks.register("register_reports_menu_item")
def figures_menu_item():
    """Put the totals below the reports."""
    return RightMenuItem(_("人才就业数据"), "talent_figures", MAY_SEE, icon_name="table", order=900)
