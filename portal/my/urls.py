"""Paths that all people who take part share."""

from django.urls import path

from portal.my.views.appeals import AppealView

app_name = "my"
urlpatterns = [
    path("my/<slug:kind>/<int:pk>/appeal/", AppealView.as_view(), name="appeal"),
]
