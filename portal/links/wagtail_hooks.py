"""The check of links in the admin; the menu entry stands among the services for enterprises."""

from django.urls import path
from wagtail import hooks

from portal.links import admin_views


@hooks.register("register_admin_urls")
def link_urls():
    """Add the staff pages."""
    return [
        path("link-checks/", admin_views.LinkListView.as_view(), name="link_checks"),
        path("link-checks/<int:pk>/", admin_views.LinkView.as_view(), name="link_check"),
    ]
