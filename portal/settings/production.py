"""The public site. Everything comes from the environment, and nothing unsafe is accepted (``guard.py``)."""

from .base import *  # noqa: F403
from .base import ALLOWED_HOSTS, CSRF_TRUSTED_ORIGINS, DATABASES, FIELD_ENCRYPTION_KEYS, SECRET_KEY, WAGTAILADMIN_BASE_URL, env
from .guard import require_safe

require_safe(
    {
        "SECRET_KEY": SECRET_KEY,
        "FIELD_ENCRYPTION_KEYS": FIELD_ENCRYPTION_KEYS,
        "debug_asked": env.flag("DEBUG"),
        "ALLOWED_HOSTS": ALLOWED_HOSTS,
        "CSRF_TRUSTED_ORIGINS": CSRF_TRUSTED_ORIGINS,
        "DATABASES": DATABASES,
        "WAGTAILADMIN_BASE_URL": WAGTAILADMIN_BASE_URL,
    }
)

# A proxy that ends TLS must set this header and drop the visitor's own (deploy/nginx.conf does).
if env.flag("BEHIND_PROXY", default=True):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CLIENT_ADDRESS_HEADER = "HTTP_X_FORWARDED_FOR"
# On unless it is switched off by name.
STAFF_SECOND_FACTOR = env.flag("STAFF_SECOND_FACTOR", default=True)
SECURE_SSL_REDIRECT = env.flag("SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.whole("HSTS_SECONDS", default=30 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrftoken"
