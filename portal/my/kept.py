"""What was typed is there again: after a session that has ended, a form whose token no longer fits, a moment in which nothing is saved."""

import hashlib
import secrets
from copy import copy
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url
from django.template.response import SimpleTemplateResponse
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode

from portal.accounts.limits import consume
from portal.core.addresses import parts_of
from portal.core.client import client_address
from portal.core.unwaited import unwaited
from portal.my.files import claim, keep_unread, rows_of
from portal.my.models import KeptForm
from portal.web import errors, once
from portal.web.kept import Kept
from portal.web.once import is_nameless, is_ours, result_of, view_class_of

COOKIE = "kept_form"
KEPT = timedelta(hours=1)
MAX_BYTES = 64 * 1024
_NEVER = ("csrfmiddlewaretoken", once.FIELD, once.FORM_FIELD, "code")


class KeptMiddleware:
    """Keeps a form that was sent to the sign-in page instead of its view, and gives it back to the page that draws it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        row = _row_of(request) if COOKIE in request.COOKIES else None
        if row is not None and request.method in {"GET", "HEAD"}:
            request.kept_form = _given_back(request, row)
        ours = is_ours(request)
        typist = _user(request) if ours else None
        response = self.get_response(request)
        if ours and getattr(request, "not_saved", False):
            return _with_what_was_typed(request) or response
        if row is not None:
            add_never_cache_headers(response)
            if result_of(request):
                row.delete()
                response.delete_cookie(COOKIE)
        first = _what_comes_first(response) if ours and not result_of(request) else ""
        return _kept(request, _there_and_back(request, first), typist) if first else response


def form_expired(request, reason=""):
    """Draw the page of a form of ours again that was sent without a fitting token, filled in, with a new token; else answer 403.

    The page is drawn from the refused request itself, so that it needs no cookie, and nothing is done. A button without a page of its own
    leads back to the page on which it stands.
    """
    if not is_ours(request):
        return errors.form_expired(request, reason)
    page = _page_of(request)
    if page != request.get_full_path():
        return HttpResponseRedirect(page)
    files = {**rows_of(request, request.POST), **keep_unread(request, _user(request))}
    response = _drawn(request, files, needs_cookies=not request.COOKIES)
    add_never_cache_headers(response)
    if response.status_code == HTTPStatus.OK:
        response.status_code = HTTPStatus.FORBIDDEN
    return response


def _with_what_was_typed(request: HttpRequest) -> HttpResponse | None:
    """Draw the page of a form again that could not be saved now; nothing is written for it, so that files have to be chosen again.

    Returns:
        Nothing, if the form has no page of its own or what draws it needs what cannot be had now.
    """
    if _page_of(request) != request.get_full_path():
        return None
    try:
        response = _drawn(request, rows_of(request, request.POST), not_saved=True)
    except (OperationalError, InterfaceError, OSError):
        return None
    add_never_cache_headers(response)
    return errors.not_now(response) if response.status_code == HTTPStatus.OK else None


def _drawn(request: HttpRequest, files: dict, **told: bool) -> HttpResponse:
    """Return the page of a form, drawn from its own request as if it was only looked at, with what was typed and chosen."""
    shown: Any = copy(request)
    shown.method = "GET"
    shown.POST, shown._files = QueryDict(), MultiValueDict()
    shown.kept_form = Kept(QueryDict(_typed(request)), lost_files=bool(set(request.FILES) - set(files)), files=files, **told)
    view = resolve(request.path_info)
    response = view.func(shown, *view.args, **view.kwargs)
    return response.render() if isinstance(response, SimpleTemplateResponse) else response


def _given_back(request, row: KeptForm) -> Kept:
    user, data = _user(request), QueryDict(row.data)
    lost, claimed = row.lost_files, {}
    if user:
        try:
            with unwaited():
                claimed = claim(row, user)
        except OperationalError:
            # The page is shown all the same; the files wait for the next look.
            lost = True
    return Kept(data, lost_files=lost, files={**rows_of(request, data), **claimed})


def _user(request):
    return request.user if hasattr(request, "user") and request.user.is_authenticated else None


def _what_comes_first(response) -> str:
    """Return the page to which a person was sent before the form could be read: to sign in, or to agree to the terms."""
    path = urlsplit(response.url).path if isinstance(response, HttpResponseRedirect) else ""
    return path if path in {resolve_url(settings.LOGIN_URL), reverse("accounts:agree")} else ""


def _there_and_back(request, first: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{first}?{urlencode({'next': _page_of(request)})}")


def _page_of(request: HttpRequest) -> str:
    """Return the address of the page that draws the form: its own, or for a button the one on which it was pressed."""
    view = view_class_of(request)
    if view is None or (hasattr(view, "get") and "get" in view.http_method_names):
        return request.get_full_path()
    source = parts_of(request.headers.get("Referer", ""))
    if source.netloc == request.get_host():
        return f"{source.path}?{source.query}" if source.query else source.path
    return reverse("accounts:my")


def _typed(request) -> str:
    typed = {name: values for name, values in request.POST.lists() if name not in _NEVER and "password" not in name}
    return urlencode(typed, doseq=True)


def _kept(request, response: HttpResponse, user) -> HttpResponse:
    """Keep what was typed and chosen, if it may be kept, and return the response with the token that finds it."""
    data = _typed(request)
    if is_nameless(request) or not (data or request.FILES) or len(data) > MAX_BYTES or not consume("kept_form", client_address(request)):
        return response
    token = secrets.token_urlsafe(32)
    row = KeptForm.objects.create(
        token_digest=_digest(token), path=request.get_full_path(), user=user, data=data, expires_at=timezone.now() + KEPT
    )
    files = keep_unread(request, user, row)
    # What is known to be somebody's lies with that person; the form finds it all the same.
    row.files.set(files.values())
    row.lost_files = bool(set(request.FILES) - set(files))
    row.save(update_fields=["lost_files"])
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
