"""Paths of the enterprise directory."""

from django.urls import path

from portal.enterprises import views

app_name = "enterprises"
urlpatterns = [
    path("enterprises/", views.EnterpriseList.as_view(), name="list"),
    path("enterprises/<slug:slug>/", views.EnterpriseDetail.as_view(), name="detail"),
]
