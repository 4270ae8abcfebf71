"""What follows a sign-in, whichever door it came through."""

import time

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from portal.accounts.services import terms_due
from portal.core import audit


@receiver(user_logged_in, dispatch_uid="portal.accounts.signed_in")
def signed_in(request, user, **_kwargs) -> None:
    """Start the session's clocks, note whether terms are due, and write it down (GB/T 22239: who, when)."""
    staff = user.has_perm("wagtailadmin.access_admin")
    now = int(time.time())
    request.session["gate"] = {"staff": staff, "began": now, "seen": now, "terms": not staff and bool(terms_due(user))}
    audit.record("accounts.signed_in", user, actor=user)
