"""What was typed is there again: after a session that has ended, and after a form whose token no longer fits."""

import hashlib
import secrets
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode

from portal.accounts.limits import consume
from portal.core.client import client_address
from portal.my.models import KeptForm
from portal.web import errors, once
from portal.web.kept import Kept
from portal.web.once import result_of

COOKIE = "kept_form"
KEPT = timedelta(hours=1)
MAX_BYTES = 64 * 1024
_NEVER = ("csrfmiddlewaretoken", once.FIELD, "code")


class KeptMiddleware:
    """Keeps a form that was sent to the sign-in page instead of its view, and gives it back to the page that draws it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        row = _row_of(request) if COOKIE in request.COOKIES else None
        if row is not None and request.method in {"GET", "HEAD"}:
            request.kept_form = Kept(QueryDict(row.data), row.had_files)
        typist = _user(request) if _is_form(request) else None
        response = self.get_response(request)
        if row is not None:
            add_never_cache_headers(response)
            if result_of(request):
                row.delete()
                response.delete_cookie(COOKIE)
        first = _what_comes_first(response)
        if first and not result_of(request) and _is_form(request):
            return _kept(request, _there_and_back(request, first), typist) or response
        return response


def form_expired(request, reason=""):
    """Lead whoever sent a form of ours without a fitting token back to it, filled in, with a new token; else answer 403."""
    back = HttpResponseRedirect(request.get_full_path())
    found = _kept(request, back, _user(request)) if _is_form(request) else None
    return found or errors.form_expired(request, reason)


def _is_form(request) -> bool:
    """Return whether this is a form that a page of ours has drawn, sent by no other site."""
    return request.method == "POST" and not request.path.startswith("/admin/") and once.FIELD in request.POST and not _is_foreign(request)


def _is_foreign(request) -> bool:
    source = request.headers.get("Origin") or request.headers.get("Referer")
    return bool(source) and urlsplit(source).netloc != request.get_host()


def _user(request):
    return request.user if hasattr(request, "user") and request.user.is_authenticated else None


def _what_comes_first(response) -> str:
    """Return the page to which a person was sent before the form could be read: to sign in, or to agree to the terms."""
    path = urlsplit(response.url).path if isinstance(response, HttpResponseRedirect) else ""
    return path if path in {resolve_url(settings.LOGIN_URL), reverse("accounts:agree")} else ""


def _there_and_back(request, first: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{first}?{urlencode({'next': request.get_full_path()})}")


def _kept(request, response, user):
    """Keep what was typed and return the response with the token that finds it; nothing if it may not be kept."""
    typed = {name: values for name, values in request.POST.lists() if name not in _NEVER and "password" not in name}
    data = urlencode(typed, doseq=True)
    if not typed or len(data) > MAX_BYTES or not consume("kept_form", client_address(request)):
        return None
    token = secrets.token_urlsafe(32)
    KeptForm.objects.create(
        token_digest=_digest(token),
        path=request.get_full_path(),
        user=user,
        data=data,
        had_files=any(request.FILES.values()),
        expires_at=timezone.now() + KEPT,
    )
    response.set_signed_cookie(
        COOKIE, token, max_age=KEPT, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, salt=COOKIE
    )
    return response


def _row_of(request) -> KeptForm | None:
    """Return what is kept for this browser and this page, unless somebody else than its author has signed in."""
    token = request.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=KEPT)
    rows = KeptForm.objects.filter(token_digest=_digest(token), path=request.get_full_path(), expires_at__gt=timezone.now())
    row = rows.first() if token else None
    return row if row and (row.user_id is None or row.user_id == request.user.pk) else None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def prune() -> None:
    """Forget what nobody came back for."""
    KeptForm.objects.filter(expires_at__lt=timezone.now()).delete()
