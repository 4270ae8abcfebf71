"""Addresses that belong to no domain."""

from django.urls import path

from portal.web.views import favicon

urlpatterns = [
    path("favicon.ico", favicon, name="favicon"),
]
