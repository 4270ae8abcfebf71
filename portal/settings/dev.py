"""A developer's desk: errors shown in the browser, templates and styles read anew at each request."""

from .base import *  # noqa: F403

DEBUG = True
SECRET_KEY = SECRET_KEY or "only-for-a-developers-desk"  # noqa: F405
ALLOWED_HOSTS = ["*"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
PAGE_MEMORY_BYTES = 0
