"""The talent pages in the admin menu."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.talent.admin_views import MAY_SEE, FiguresView
from portal.talent.models import Job
from portal.talent.viewsets import TalentGroup
from portal.workbench.menu import RightMenuItem
from portal.workbench.tiles import Act, add_act, own_desk

register_snippet(TalentGroup)
add_act(
    Act("job", _("发布招聘"), lambda: reverse(Job.snippet_viewset.get_url_name("add")), own_desk("talent.add_job"), icon="user", order=50),
    Act("talent_figures", _("人才就业数据"), "talent_figures", own_desk("talent.add_job"), icon="table", order=75),
)


@hooks.register("register_admin_urls")
def figures_url():
    """Add the page of totals."""
    return [path("talent/figures/", FiguresView.as_view(), name="talent_figures")]


@hooks.register("register_reports_menu_item")
def figures_menu_item():
    """Put the totals below the reports."""
    return RightMenuItem(_("人才就业数据"), "talent_figures", MAY_SEE, icon_name="table", order=900)
