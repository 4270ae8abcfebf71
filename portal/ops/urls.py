"""The state of the service."""

from django.urls import path

from portal.ops.health import healthz, readyz

urlpatterns = [
    # HealthMiddleware answers these two before any routing; the routes give them names.
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
