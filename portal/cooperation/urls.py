"""Paths of those who train together with the centre."""

from django.urls import path

from portal.cooperation.views import WAY, MyCourses, SessionPeople, WriteCourse, WriteSession
from portal.enrolment.services import close
from portal.my.views.actions import press
from portal.training.models import Session

app_name = "cooperation"
urlpatterns = [
    path("my/courses/", MyCourses.as_view(), name="my-courses"),
    path("my/courses/upload/", WriteCourse.as_view(), name="course-upload"),
    path("my/courses/<int:pk>/edit/", WriteCourse.as_view(), name="course-edit"),
    path("my/courses/<int:course>/sessions/", WriteSession.as_view(), name="session-upload"),
    path("my/courses/sessions/<int:pk>/edit/", WriteSession.as_view(), name="session-edit"),
    path("my/courses/sessions/<int:pk>/people/", SessionPeople.as_view(), name="session-people"),
    path("my/courses/sessions/<int:pk>/close/", press(Session, close, crumbs=WAY), name="session-close"),
]
