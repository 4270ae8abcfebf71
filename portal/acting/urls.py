"""Paths of acting for others; where a kind begins is a path of its own domain."""

from django.urls import path

from portal.acting.views import common, places

app_name = "acting"
urlpatterns = [
    path("act-for/", common.ActForList.as_view(), name="list"),
    path("act-for/places/<int:pk>/slip/", places.RenewSlip.as_view(), name="slip-renew"),
    path("act-for/places/slip/<str:token>/", places.SlipView.as_view(), name="slip"),
    path("act-for/places/slip/<str:token>/pdf/", places.SlipPaper.as_view(), name="slip-paper"),
    path("act-for/status/", places.StatusView.as_view(), name="status"),
    path("act-for/status/<str:token>/", places.PlaceView.as_view(), name="place"),
    path("act-for/status/<str:token>/cancel/", places.GiveBack.as_view(), name="place-cancel"),
    path("act-for/status/<str:token>/accept/", places.Accept.as_view(), name="place-accept"),
]
