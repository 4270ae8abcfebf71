"""A signed-in visitor of a real portal, made in its database and not through its sign-in form."""

from pathlib import Path

from tests.support import servers

_MAKE = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.middleware.csrf import _get_new_csrf_string
from portal.accounts.models import User
from tests.factories.people import UserFactory, agreed, person
# Each call is a process of its own, whose factory would begin with the same name.
UserFactory.reset_sequence(User.objects.count())
user = agreed({who})
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print("MADE", session.session_key, _get_new_csrf_string())
"""


def session_of(data_dir: Path, who: str = "UserFactory()", **more: str) -> tuple[str, str]:
    """Return the cookies of a new member who has agreed to the rules, and the token of forms that goes with them.

    Args:
        data_dir: folder of the portal.
        who: the call of a factory that makes another person (``person('editor')``).
        more: further settings of the portal.
    """
    out = servers.manage(servers.settings_of(data_dir, 8000, **more), "shell", "--no-imports", "-c", _MAKE.format(who=who))
    key, token = next(line for line in out.splitlines() if line.startswith("MADE")).split()[1:]
    return f"sessionid={key}; csrftoken={token}", token
