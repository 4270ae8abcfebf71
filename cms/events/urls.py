"""Paths of events beside their pages."""

from django.urls import path

from cms.events.models import Enrolment, EventOffer
from cms.events.views import MY_EVENTS, CalendarFile, CalendarView, EventFile, MyEvents
from portal.acting.views.places import ActForPlaceView
from portal.enrolment.attendance import leave
from portal.enrolment.services import accept
from portal.my.views.actions import press
from portal.my.views.places import CheckInView, TakePlaceView

app_name = "events"
_OFFER = {"model": EventOffer, "slug_field": "event__slug"}
urlpatterns = [
    path("events/calendar/", CalendarView.as_view(), name="calendar"),
    path("events/calendar.ics", CalendarFile.as_view(), name="calendar-file"),
    path("events/<slug:slug>/event.ics", EventFile.as_view(), name="file"),
    path("events/<slug:slug>/enrol/", TakePlaceView.as_view(**_OFFER), name="enrol"),
    path("events/<slug:slug>/act-for/", ActForPlaceView.as_view(**_OFFER), name="act-for"),
    path("events/<slug:slug>/check-in/", CheckInView.as_view(**_OFFER, crumbs=(MY_EVENTS,)), name="check-in"),
    path("my/events/", MyEvents.as_view(), name="my"),
    path("my/events/<int:pk>/cancel/", press(Enrolment, leave, crumbs=(MY_EVENTS,)), name="cancel"),
    path("my/events/<int:pk>/accept/", press(Enrolment, accept, crumbs=(MY_EVENTS,)), name="accept"),
]
