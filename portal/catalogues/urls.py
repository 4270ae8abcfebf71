"""Paths of the catalogues."""

from django.urls import path

from portal.catalogues import views

app_name = "catalogues"
urlpatterns = [
    path("services/free/", views.FreeServiceList.as_view(), name="free-list"),
    path("services/free/<slug:slug>/", views.FreeServiceDetail.as_view(), name="free-detail"),
    path("services/paid/", views.PaidServiceList.as_view(), name="paid-list"),
    path("services/paid/<slug:slug>/", views.PaidServiceDetail.as_view(), name="paid-detail"),
    path("services/table/", views.ServiceTable.as_view(), name="service-table"),
    path("providers/", views.ProviderList.as_view(), name="provider-list"),
    path("providers/<slug:slug>/", views.ProviderDetail.as_view(), name="provider-detail"),
    path("stations/", views.StationList.as_view(), name="station-list"),
    path("stations/<slug:slug>/", views.StationDetail.as_view(), name="station-detail"),
]
