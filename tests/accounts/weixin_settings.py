"""The test settings with sessions that need no database."""

from portal.settings.test import *  # noqa: F403

SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
# The paths are asked for alone: a page would need the site.
MIDDLEWARE = [name for name in MIDDLEWARE if "SiteMiddleware" not in name and "Redirect" not in name]  # noqa: F405
