"""Addresses that belong to no domain: the state of the service and the icon."""

from django.urls import path

from portal.core.health import healthz, readyz
from portal.core.views import favicon

urlpatterns = [
    # HealthMiddleware answers these two before any routing; the routes give them names.
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("favicon.ico", favicon, name="favicon"),
]
