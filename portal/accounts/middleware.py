"""What stands between a signed-in person and a page: the session's end, a first password, the second factor, new terms.

Whoever carries no session cookie passes without a query.
"""

import time

from django.conf import settings
from django.contrib.auth import logout
from django.db import OperationalError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode

from portal.accounts.second_factor import missing_step
from portal.accounts.services import needs_second_factor
from portal.core.unwaited import unwaited

# Writing the session at each request would be a write per page.
SEEN_EVERY_SECONDS = 60
# Asked by a script every few seconds while an editor is open: no sign of a person.
_NO_SIGN_OF_LIFE = "/admin/editing-sessions/"
_PRIVATE_TYPES = ("text/html", "application/json")


class SessionGateMiddleware:
    """Ends sessions and sends people where they have to go first."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return self.get_response(request)
        if self._is_over(request):
            logout(request)
            return (
                redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
                if request.method == "GET"
                else redirect("account_login")
            )
        response = self._first(request) or self.get_response(request)
        if response.get("Content-Type", "").startswith(_PRIVATE_TYPES):
            add_never_cache_headers(response)
        return response

    def _is_over(self, request) -> bool:
        """Return whether the session has ended; otherwise keep it alive."""
        now, gate = int(time.time()), request.session.get("gate", {})
        limits = settings.SESSION_LIMITS["staff" if gate.get("staff") else "public"]
        if gate and (now - gate["seen"] > limits["idle"] or now - gate["began"] > limits["absolute"]):
            return True
        if gate and now - gate["seen"] >= SEEN_EVERY_SECONDS and not request.path.startswith(_NO_SIGN_OF_LIFE):
            _note_seen(request, {**gate, "seen": now})
        return False

    def _first(self, request):
        """Return the way to what comes first, or ``None``."""
        path = request.path
        if request.user.must_change_password and not _is_account_page(path):
            return redirect("account_change_password")
        if path.startswith("/admin/") and path != reverse("wagtailadmin_logout") and needs_second_factor(request.user):
            step = missing_step(request)
            if step:
                return redirect(f"{reverse(step)}?{urlencode({'next': path})}")
        closes = path.startswith(reverse("accounts:data-close"))
        if path.startswith("/my/") and not closes and request.session.get("gate", {}).get("terms"):
            return redirect(f"{reverse('accounts:agree')}?{urlencode({'next': path})}")
        return None


def _note_seen(request, gate: dict) -> None:
    """Write into the session that somebody was here just now; if the database cannot be written, the next page does it."""
    before, request.session["gate"] = request.session["gate"], gate
    if request.method not in {"GET", "HEAD"}:
        return
    try:
        with unwaited():
            request.session.save()
    except OperationalError:
        request.session["gate"] = before
    request.session.modified = False


def _is_account_page(path: str) -> bool:
    return path.startswith(("/accounts/", "/static/", "/terms/", "/privacy/")) or path == reverse("wagtailadmin_logout")
