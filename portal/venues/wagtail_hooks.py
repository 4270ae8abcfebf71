"""Venues in the admin: menu, plan and bookings."""

from django.urls import path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.moderation.wagtail_hooks import RightMenuItem
from portal.venues.admin_views import PLAN, BookingView, PlanView, ReserveView
from portal.venues.policies import MAY_SEE
from portal.venues.viewsets import VenueViewSet

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
    return RightMenuItem(PLAN[1], PLAN[0], MAY_SEE, icon_name="calendar", order=227)
