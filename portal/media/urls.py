"""The address of uploaded pictures."""

from django.conf import settings
from django.urls import path

from portal.media.views import media

urlpatterns = [path(f"{settings.MEDIA_URL.lstrip('/')}<path:path>", media, name="media")]
