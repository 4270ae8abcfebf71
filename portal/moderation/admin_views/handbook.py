"""Where editors find the centre's handbook: in the help menu and on the dashboard."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from portal.core.cache import shared
from portal.moderation.models import EditingHandbook

_MAY_CHOOSE = "moderation.change_editinghandbook"
TITLE = _("《网络编辑规范》")


def _document():
    """Return the handbook, or nothing. Wagtail's ``load`` would make the setting's row, and so wait for the lock, on every screen."""
    return shared("moderation:handbook", _chosen)


def _chosen():
    chosen = EditingHandbook.objects.select_related("document").first()
    return chosen.document if chosen else None


class HandbookMenuItem(MenuItem):
    """The entry in the help menu, while there is a handbook."""

    def is_shown(self, request):
        document = _document()
        self.url = document.url if document else ""
        return document is not None


class HandbookPanel(Component):
    """A line on the dashboard: the handbook, or that it is missing, to whoever may choose it."""

    name = "handbook"
    template_name = "moderation/admin/handbook.html"
    order = 40

    def __init__(self, document, choose_url: str):
        self.document = document
        self.choose_url = choose_url

    def get_context_data(self, parent_context):
        return {"document": self.document, "choose_url": self.choose_url}


@hooks.register("register_help_menu_item")
def handbook_in_help():
    """Offer the handbook in the help menu."""
    return HandbookMenuItem(TITLE, "", name="handbook", icon_name="doc-full", order=100)


@hooks.register("construct_homepage_panels")
def handbook_on_dashboard(request, panels):
    """Offer the handbook on the dashboard."""
    document = _document()
    may_choose = request.user.has_perm(_MAY_CHOOSE)
    if document or may_choose:
        choose = reverse("wagtailsettings:edit", args=["moderation", "editinghandbook"]) if may_choose else ""
        panels.append(HandbookPanel(document, choose))
