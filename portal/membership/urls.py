"""Paths of membership."""

from django.urls import path

from portal.membership.models import CentreMembership, MembershipApplication
from portal.membership.services.applications import withdraw
from portal.membership.services.members import hide, show, stay
from portal.membership.views import my, public
from portal.my.views.actions import press

app_name = "membership"
_member = "my/membership/<int:pk>/"
urlpatterns = [
    path("membership/", public.MembershipView.as_view(), name="index"),
    path("membership/apply/", my.ApplyView.as_view(), name="apply"),
    path("my/membership/", my.MyMemberships.as_view(), name="my"),
    path("my/membership/invitations/<int:pk>/", my.AcceptView.as_view(), name="accept"),
    path("my/membership/invitations/<int:pk>/decline/", my.DeclineView.as_view(), name="decline"),
    path("my/membership/applications/<int:pk>/", my.MyApplication.as_view(), name="application"),
    path("my/membership/applications/<int:pk>/withdraw/", press(MembershipApplication, withdraw, crumbs=my.WAY), name="withdraw"),
    path("my/membership/papers/<int:pk>/", my.PaperView.as_view(), name="paper"),
    path(_member, my.MyMember.as_view(), name="member"),
    path(f"{_member}leave/", my.LeaveView.as_view(), name="leave"),
    path(f"{_member}stay/", press(CentreMembership, stay, crumbs=my.WAY), name="stay"),
    path(f"{_member}show/", press(CentreMembership, show, crumbs=my.WAY), name="show"),
    path(f"{_member}hide/", press(CentreMembership, hide, crumbs=my.WAY), name="hide"),
]
