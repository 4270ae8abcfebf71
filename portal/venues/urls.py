"""Paths of venues."""

from django.urls import path

from portal.my.views.actions import press
from portal.venues.models import Booking
from portal.venues.sections import VENUES
from portal.venues.services import cancel
from portal.venues.views import MY_BOOKINGS, BookVenue, MyBookings

app_name = "venues"
urlpatterns = [
    *VENUES.urls(),
    path("venues/<slug:slug>/book/", BookVenue.as_view(), name="book"),
    path("my/bookings/", MyBookings.as_view(), name="my"),
    path("my/bookings/<int:pk>/cancel/", press(Booking, cancel, crumbs=(MY_BOOKINGS,)), name="cancel"),
]
