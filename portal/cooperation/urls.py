"""Paths of those who train together with the centre; calls stand before courses, so that no course may be called so."""

from django.urls import path

from portal.cooperation.models import SignUp
from portal.cooperation.sections import CALLS
from portal.cooperation.services.sign_ups import withdraw
from portal.cooperation.views import bodies, calls
from portal.enrolment.services import close
from portal.my.views.actions import press
from portal.my.views.places import DoorView, SheetView
from portal.training.models import Session

app_name = "cooperation"
urlpatterns = [
    *CALLS.urls(),
    path("training/cooperation/<slug:slug>/join/", calls.SignUpView.as_view(), name="sign-up"),
    path("my/cooperation/", calls.MySignUps.as_view(), name="my-sign-ups"),
    path("my/cooperation/<int:pk>/withdraw/", press(SignUp, withdraw, crumbs=calls.WAY), name="sign-up-withdraw"),
    path("my/courses/", bodies.MyCourses.as_view(), name="my-courses"),
    path("my/courses/upload/", bodies.WriteCourse.as_view(), name="course-upload"),
    path("my/courses/<int:pk>/edit/", bodies.WriteCourse.as_view(), name="course-edit"),
    path("my/courses/<int:course>/sessions/", bodies.WriteSession.as_view(), name="session-upload"),
    path("my/courses/sessions/<int:pk>/edit/", bodies.WriteSession.as_view(), name="session-edit"),
    path("my/courses/sessions/<int:pk>/people/", bodies.SessionPeople.as_view(), name="session-people"),
    path("my/courses/sessions/<int:pk>/register/", bodies.SessionRegister.as_view(), name="session-register"),
    path("my/courses/sessions/<int:pk>/sheet/", SheetView.as_view(model=Session), name="session-sheet"),
    path("my/courses/sessions/<int:pk>/door/", DoorView.as_view(model=Session), name="session-door"),
    path("my/courses/sessions/<int:pk>/close/", press(Session, close, crumbs=bodies.WAY), name="session-close"),
]
