"""Addresses that belong to no domain: the state of the service, the icon, and uploaded files."""

from django.conf import settings
from django.urls import path

from portal.core.health import healthz, readyz
from portal.core.uploads import media
from portal.core.views import favicon

urlpatterns = [
    # HealthMiddleware answers these two before any routing; the routes give them names.
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("favicon.ico", favicon, name="favicon"),
    path(f"{settings.MEDIA_URL.lstrip('/')}<path:path>", media, name="media"),
]
