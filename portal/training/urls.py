"""Paths of training."""

from django.urls import path

from portal.training.sections import COURSES, SESSIONS
from portal.training.views import Cancel, Enrol, MyTraining

app_name = "training"
urlpatterns = [
    *COURSES.urls(),
    *SESSIONS.urls(),
    path("training/sessions/<slug:slug>/enrol/", Enrol.as_view(), name="enrol"),
    path("my/training/", MyTraining.as_view(), name="my"),
    path("my/training/<int:pk>/cancel/", Cancel.as_view(), name="cancel"),
]
