"""The talent pages in the admin menu."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from portal.talent.admin_views import MAY_SEE, FiguresView
from portal.talent.viewsets import TalentGroup

register_snippet(TalentGroup)


@hooks.register("register_admin_urls")
def figures_url():
    """Add the page of totals."""
    return [path("talent/figures/", FiguresView.as_view(), name="talent_figures")]


class FiguresMenuItem(MenuItem):
    """The menu entry of the totals."""

    def is_shown(self, request):
        return request.user.has_perm(MAY_SEE)


@hooks.register("register_reports_menu_item")
def figures_menu_item():
    """Put the totals below the reports."""
    return FiguresMenuItem(_("人才就业数据"), reverse("talent_figures"), name="talent_figures", icon_name="table", order=900)
