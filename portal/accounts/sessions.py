"""Sessions in the database (setting ``SESSION_ENGINE``)."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError


class SessionStore(db.SessionStore):
    """Django's own, which tells a database that cannot be written now from a session that has been ended elsewhere."""

    def save(self, must_create=False):
        """Write the session.

        Raises:
            OperationalError: the database is full or locked; the answer is "try again", not that the session is over.
            CreateError: there is a session of this key already.
            UpdateError: the session is gone.
        """
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from None
            raise
