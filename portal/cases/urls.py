"""Paths of what all kinds of case share."""

from django.urls import path

from portal.cases.views import AnyLookupView, FiguresView

app_name = "cases"
urlpatterns = [
    path("cases/", AnyLookupView.as_view(), name="lookup"),
    path("cases/figures/", FiguresView.as_view(), name="figures"),
]
