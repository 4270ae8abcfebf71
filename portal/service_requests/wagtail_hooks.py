"""Service requests in the admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from portal.moderation.wagtail_hooks import RightMenuItem
from portal.service_requests.admin_views import MAY_HANDLE, QueueView, RequestView


@hooks.register("register_admin_urls")
def request_urls():
    """Add the queue and the page of one request."""
    return [
        path("service-requests/", QueueView.as_view(), name="service_requests"),
        path("service-requests/<int:pk>/", RequestView.as_view(), name="service_request"),
    ]


@hooks.register("register_admin_menu_item")
def requests_menu_item():
    """Put the queue beside the catalogues."""
    return RightMenuItem(_("服务申请"), "service_requests", MAY_HANDLE, icon_name="clipboard-list", order=212)
