"""The entry for application servers. Production settings unless the environment names others: the safe choice is the one forgotten."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
application = get_wsgi_application()
