"""The first page of the admin, and the help that staff read there."""

from functools import partial

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.home import HomeView
from wagtail.models import Collection, Site
from wagtail.permission_policies.collections import CollectionPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permission_policies.sites import SitePermissionPolicy

from portal.core.cache import recent
from portal.workbench.tiles import acts_for, tiles_for

# Chapters of the help, in the order in which somebody new reads them.
CHAPTERS = {
    "start": _("开始"),
    "news": _("发一篇新闻"),
    "review": _("审核一条"),
    "enterprises": _("核验企业"),
    "questions": _("常见问题"),
}


def keep_rights(user) -> None:
    """Give a user the rights that Wagtail's menu asks for in a statement each, until somebody changes something.

    Wagtail keeps what it has read on the user for the length of a request; here it is put there beforehand. The stamp of
    :mod:`portal.core.cache` moves when groups or their rights change.
    """
    policies = (PagePermissionPolicy(), CollectionPermissionPolicy(Collection), SitePermissionPolicy(Site, site_field_name="id"))
    for policy in policies:
        name = policy.permission_cache_name
        setattr(user, name, recent(f"workbench:{name}:{user.pk}", partial(_read, policy, user)))


def _read(policy, user) -> list:
    return list(policy.get_all_permissions_for_user(user))


class WorkbenchView(HomeView):
    """What waits for whoever has signed in, late first, with the deeds of the day as large buttons (issue "A workbench").

    Wagtail's own panels read some statements a row; what they show is counted here in two. The panels that rooms add by Wagtail's hook
    (``construct_homepage_panels``) stay: they warn of what no tile counts.
    """

    page_title = _("工作台")

    def get_panels(self):
        panels: list = []
        for warn in hooks.get_hooks("construct_homepage_panels"):
            warn(self.request, panels)
        return panels

    def get_context_data(self, **kwargs):
        user = self.request.user
        keep_rights(user)
        panels = sorted(self.get_panels(), key=lambda panel: panel.order)
        found = tiles_for(user)
        return {
            **super(HomeView, self).get_context_data(**kwargs),
            "panels": panels,
            "media": self.get_media(panels),
            "acts": acts_for(user),
            "tiles": [seen for seen in found if seen.count],
            "nothing": [seen.tile.label for seen in found if not seen.count],
        }


class HelpView(WagtailAdminTemplateMixin, TemplateView):
    """One chapter of the help, written for these users.

    Raises:
        Http404: there is no such chapter.
    """

    header_icon = "help"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if kwargs["chapter"] not in CHAPTERS:
            raise Http404
        self.page_title = CHAPTERS[kwargs["chapter"]]

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_template_names(self):
        return [f"workbench/help/{self.kwargs['chapter']}.html"]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "chapters": CHAPTERS.items()}
