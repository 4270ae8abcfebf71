"""The check of links in the admin, whose menu entry stands among the services for enterprises, and on the pages."""

from django.urls import path
from wagtail import hooks

from portal.links import admin_views
from portal.links.texts import ExternalLinkHandler


@hooks.register("register_admin_urls")
def link_urls():
    """Add the staff pages."""
    return [
        path("link-checks/", admin_views.LinkListView.as_view(), name="link_checks"),
        path("link-checks/<int:pk>/", admin_views.LinkView.as_view(), name="link_check"),
    ]


@hooks.register("register_rich_text_features")
def hide_links_of_texts(features):
    """Let links in texts be hidden, as those to shops are."""
    features.register_link_type(ExternalLinkHandler)
