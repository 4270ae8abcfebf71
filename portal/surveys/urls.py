"""Paths of questionnaires."""

from django.urls import path

from portal.surveys.sections import SURVEYS
from portal.surveys.views import DoneView, RespondView

app_name = "surveys"
urlpatterns = [
    path("surveys/done/", DoneView.as_view(), name="done"),
    *SURVEYS.urls(),
    path("surveys/<slug:slug>/respond/", RespondView.as_view(), name="respond"),
]
