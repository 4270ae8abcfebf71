"""Paths of the catalogues."""

from django.urls import path

from portal.catalogues import sections
from portal.catalogues.views import my

app_name = "catalogues"
urlpatterns = [
    *sections.FREE_SERVICES.urls(),
    *sections.PAID_SERVICES.urls(),
    *sections.SERVICE_TABLE.urls(),
    *sections.PROVIDERS.urls(),
    *sections.EXPERTS.urls(),
    *sections.STATIONS.urls(),
    path("my/entries/", my.MyEntries.as_view(), name="my-entries"),
    path("my/entries/apply/", my.ApplyAsProvider.as_view(), name="apply"),
    path("my/entries/stations/<int:pk>/", my.EditStation.as_view(), name="my-station"),
    path("my/entries/providers/<int:pk>/", my.EditProvider.as_view(), name="my-provider"),
]
