"""Membership in the admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from portal.cases.tiles import case_tiles
from portal.membership.admin_views import applications, members
from portal.membership.admin_views.applications import QUEUE
from portal.membership.admin_views.members import INVITATIONS, MEMBERS
from portal.membership.models import CentreMembership
from portal.membership.services.applications import APPLICATION, MAY_DECIDE, MAY_HANDLE
from portal.workbench.menu import RightMenuItem
from portal.workbench.tiles import Tile, add_tile

add_tile(*case_tiles(APPLICATION, "membership_applications", QUEUE[1], QUEUE[0], _("等您审批的会员申请"), MAY_DECIDE, order=54))
add_tile(
    Tile(
        "memberships_waiting",
        _("待签约、发牌、退出的会员"),
        MEMBERS[0],
        MAY_HANDLE,
        lambda user: CentreMembership.objects.waiting(),
        since="created_at",
        order=55,
    )
)


@hooks.register("register_admin_urls")
def membership_urls():
    """Add the screens of membership."""
    return [
        path("membership/", members.MemberListView.as_view(), name=MEMBERS[0]),
        path("membership/<int:pk>/", members.MemberView.as_view(), name="membership"),
        path("membership/<int:pk>/agreement/", members.AgreementView.as_view(), name="membership_agreement"),
        path("membership/invitations/", members.InvitationsView.as_view(), name=INVITATIONS[0]),
        path("membership/applications/", applications.QueueView.as_view(), name=QUEUE[0]),
        path("membership/applications/<int:pk>/", applications.ApplicationView.as_view(), name="membership_application"),
        path("membership/papers/<int:pk>/", applications.PaperView.as_view(), name="membership_paper"),
    ]


@hooks.register("register_admin_menu_item")
def membership_menu_item():
    """Put the members beside the enterprises."""
    return RightMenuItem(MEMBERS[1], MEMBERS[0], MAY_HANDLE, icon_name="group", order=223)
