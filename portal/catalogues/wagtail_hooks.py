"""The catalogues in the admin menu, the move of a provider's state, and who keeps an entry."""

from django.conf import settings
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.catalogues.admin_views import ENTRIES, EntryKeepersView, ProviderPaperView, ProviderStateView, may_link
from portal.catalogues.models import Agreement, Provider
from portal.catalogues.viewsets import (
    AgreementViewSet,
    ExpertViewSet,
    FreeServiceViewSet,
    ProviderViewSet,
    ServiceClassViewSet,
    StationViewSet,
    ValueAddedServiceViewSet,
)
from portal.workbench.tiles import Tile, add_tile, within

add_tile(
    Tile(
        "agreements",
        _("快到期的合作协议"),
        "agreements:index",
        "catalogues.change_agreement",
        lambda user: Agreement.objects.filter(valid_until__range=within(settings.AGREEMENT_REMINDER_DAYS)),
        since="valid_until",
        since_text=_("最早的 %(day)s 到期"),
        order=60,
    )
)


class CatalogueGroup(SnippetViewSetGroup):
    """Menu entry of the catalogues."""

    menu_label = _("服务目录")
    menu_icon = "list-ul"
    menu_order = 210
    items = (FreeServiceViewSet, ValueAddedServiceViewSet, ServiceClassViewSet, ProviderViewSet, ExpertViewSet, StationViewSet)


register_snippet(CatalogueGroup)


@hooks.register("register_admin_viewset")
def agreements():
    """Register the agreements."""
    return AgreementViewSet("agreements", url_prefix="agreements", add_to_admin_menu=True, menu_order=211)


@hooks.register("register_admin_urls")
def provider_state_url():
    """Add the pages on which a provider's state is moved, and on which staff say who keeps an entry."""
    return [
        path("providers/<int:pk>/state/", ProviderStateView.as_view(), name="provider_state"),
        path("provider-papers/<int:pk>/", ProviderPaperView.as_view(), name="provider_paper"),
        path("entry-keepers/<slug:kind>/<int:pk>/", EntryKeepersView.as_view(), name="entry_keepers"),
    ]


@hooks.register("register_snippet_listing_buttons")
def provider_state_button(snippet, user, next_url=None):
    """Offer the move in the list of providers to those who may make it."""
    if isinstance(snippet, Provider) and user.has_perm("catalogues.change_provider_state"):
        yield Button(_("变更状态"), reverse("provider_state", args=[snippet.pk]), icon_name="resubmit", priority=25)


@hooks.register("register_snippet_listing_buttons")
def keepers_button(snippet, user, next_url=None):
    """Offer the people who keep an entry to those who may name them."""
    kind = next((kind for kind, model in ENTRIES.items() if isinstance(snippet, model)), "")
    if kind and may_link(user, ENTRIES[kind]):
        yield Button(_("资料管理人"), reverse("entry_keepers", args=[kind, snippet.pk]), icon_name="user", priority=27)


@hooks.register("register_log_actions")
def provider_log_actions(actions):
    """Name the move of a provider's state in histories; Wagtail refuses to write an action that nobody has named."""
    actions.register_action("catalogues.provider.state", _("变更服务商状态"), _("变更了服务商状态"))
