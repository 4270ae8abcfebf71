"""Venues in the admin: menu, plan and bookings."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.venues.admin_views import PLAN, BookingView, PlanView, ReserveView
from portal.venues.models import Booking
from portal.venues.policies import MAY_DECIDE, MAY_SEE
from portal.venues.viewsets import VenueViewSet
from portal.workbench.menu import RightMenuItem
from portal.workbench.tiles import Act, Tile, add_act, add_tile, own_desk

add_tile(
    Tile(
        "bookings",
        _("待答复的场地预约"),
        PLAN[0],
        MAY_DECIDE,
        lambda user: Booking.objects.waiting(),
        since="requested_at",
        order=50,
    )
)
add_act(Act("bookings", PLAN[1], PLAN[0], own_desk(MAY_SEE), icon="calendar", order=60))

register_snippet(VenueViewSet)


@hooks.register("register_admin_urls")
def venue_urls():
    """Add the plan, one booking, and the form for the centre's own activities."""
    return [
        path("venues/plan/", PlanView.as_view(), name=PLAN[0]),
        path("venues/bookings/<int:pk>/", BookingView.as_view(), name="venue_booking"),
        path("venues/<int:pk>/reserve/", ReserveView.as_view(), name="venue_reserve"),
    ]


@hooks.register("register_admin_menu_item")
def plan_menu_item():
    """Offer the plan in the main menu."""
    return RightMenuItem(PLAN[1], PLAN[0], MAY_SEE, icon_name="calendar", order=219)
