"""Selections in the admin: menu, and counting."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from portal.selections.admin_views import CountView
from portal.selections.models import Selection
from portal.selections.policies import MAY_COUNT
from portal.selections.viewsets import SelectionGroup

register_snippet(SelectionGroup)


@hooks.register("register_admin_urls")
def count_urls():
    """Add the screen on which a selection is counted."""
    return [path("selections/<int:pk>/count/", CountView.as_view(), name="selection_count")]


@hooks.register("register_snippet_listing_buttons")
def count_button(snippet, user, next_url=None):
    """Offer the counting beside a selection to those who do it."""
    if isinstance(snippet, Selection) and user.has_perm(MAY_COUNT):
        yield Button(_("计票与结果"), reverse("selection_count", args=[snippet.pk]), icon_name="pick", priority=25)
