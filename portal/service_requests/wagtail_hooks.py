"""Service requests in the admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from portal.cases.tiles import case_tiles
from portal.moderation.tiles import DECIDES_LAST
from portal.service_requests.admin_views import MAY_HANDLE, QUEUE, QueueView, RequestView
from portal.service_requests.querysets import overdue
from portal.service_requests.services import REQUEST
from portal.workbench.menu import RightMenuItem
from portal.workbench.tiles import add_tile

add_tile(*case_tiles(REQUEST, "service_requests", _("服务申请"), QUEUE[0], _("报给您决定的服务申请"), DECIDES_LAST, late=overdue, order=45))


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
