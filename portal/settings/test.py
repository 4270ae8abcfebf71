"""The test run: quick password hashing, files in a throw-away folder, tasks run at once."""

import tempfile
from pathlib import Path

from . import env
from .base import *  # noqa: F403

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
# Quick for the tests' own accounts; the demo's accounts keep the hashes that real servers know.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
# Whatever the environment says, no test touches a real database, cache or folder; tests/conftest.py names the database file.
_scratch = tempfile.TemporaryDirectory(prefix="portal-tests-")
DATA_DIR = Path(_scratch.name)
DATABASES = {"default": env.sqlite(DATA_DIR / "portal.sqlite3")}
# A power cut ends the tests anyway; to wait for the disk at each commit would cost them minutes.
DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
CACHES = {"default": env.local_cache()}
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
ELASTICSEARCH = {"url": "", "certificate": "", "index": "portal_test"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {**TASKS["default"], "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}  # noqa: F405
RENDITIONS_AHEAD = False
# Tests look at how pages are made; those of the memory itself switch it on.
PAGE_MEMORY_BYTES = 0
