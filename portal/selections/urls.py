"""Paths of selections."""

from django.urls import path

from portal.selections.sections import NOMINATIONS, SELECTIONS
from portal.selections.views import CastVote, GiveMarks, MySelections, Nominate

app_name = "selections"
urlpatterns = [
    *NOMINATIONS.urls(),
    path("selections/nominations/<int:pk>/vote/", CastVote.as_view(), name="vote"),
    *SELECTIONS.urls(),
    path("selections/<slug:slug>/nominate/", Nominate.as_view(), name="nominate"),
    path("my/selections/", MySelections.as_view(), name="my"),
    path("my/selections/<int:pk>/edit/", Nominate.as_view(), name="edit"),
    path("my/selections/<int:pk>/marks/", GiveMarks.as_view(), name="marks"),
]
