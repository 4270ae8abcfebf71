"""One form sent several times at once makes one record, and the others lead to it (ADR 12)."""

import hashlib
import re
from datetime import timedelta
from typing import Literal, cast

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from portal.my.models import SubmissionKey
from portal.web.once import FIELD, is_nameless, is_of_staff, is_ours, note_result, result_of

_KEY = re.compile(r"[0-9a-f]{32}")
_NOT_TYPED = {FIELD, "csrfmiddlewaretoken"}
SERVER_ERROR = 500
# A form is sent again by a second press, a reload or a phone that had lost its line.
KEPT = timedelta(days=1)
# How long the same form, password or code and all, still lets the browser into the session that it has begun.
ENTERS = timedelta(minutes=1)


class OnceMiddleware:
    """Carries a form with a key out in one transaction with the row of that key.

    The unique key makes every other sender wait until the first is done. A form that led to nothing gives its key back.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not (is_ours(request) or is_of_staff(request)) or not _KEY.fullmatch(request.POST.get(FIELD, "")):
            return self.get_response(request)
        sender = request.user if request.user.is_authenticated else None
        if is_nameless(request):
            # The person is part of the digest instead: nobody knows the form's own key, so that it names nobody.
            return self._first(request, digest(request, f"sender {sender and sender.pk}"), None, "")
        return self._first(request, digest(request), sender, request.path[:200])

    def _first(self, request: HttpRequest, key: str, sender, path: str) -> HttpResponse:
        with transaction.atomic():
            try:
                with transaction.atomic():
                    row = SubmissionKey.objects.create(key=key, path=path, sender=sender)
            except IntegrityError:
                row = SubmissionKey.objects.get(key=key)
                # Somebody else at the same browser, who went back to the form of the one before, sends a form of their own.
                other = sender is not None and row.sender_id != sender.pk
                return self.get_response(request) if other else self._again(request, row)
            response = self.get_response(request)
            self._keep(row, request, response)
        return response

    def _keep(self, row: SubmissionKey, request: HttpRequest, response: HttpResponse) -> None:
        if response.status_code >= SERVER_ERROR:
            transaction.set_rollback(True)
        elif result_of(request):
            row.result = result_of(request)
            if row.sender_id is None and row.path and not request.session.is_empty():
                request.session.save()
                row.session_key = request.session.session_key or ""
            row.save(update_fields=["result", "session_key"])
        else:
            row.delete()

    def _again(self, request: HttpRequest, row: SubmissionKey) -> HttpResponse:
        response = HttpResponseRedirect(row.result)
        note_result(request, row.result)
        if row.session_key and not request.user.is_authenticated and timezone.now() - row.created_at < ENTERS:
            # The answer that began the session went to the press before, which the browser has given up.
            _let_in(request, response, row.session_key)
        return response


def _let_in(request: HttpRequest, response: HttpResponse, session_key: str) -> None:
    request.session = type(request.session)(session_key)
    response.set_cookie(
        settings.SESSION_COOKIE_NAME,
        session_key,
        max_age=request.session.get_expiry_age(),
        domain=settings.SESSION_COOKIE_DOMAIN,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=settings.SESSION_COOKIE_HTTPONLY,
        samesite=cast("Literal['Lax', 'Strict', 'None', False]", settings.SESSION_COOKIE_SAMESITE),
    )


def digest(request: HttpRequest, *more: str) -> str:
    """Return what tells this form, with everything in it and what ``more`` there is, from any other."""
    typed = sorted((name, values) for name, values in request.POST.lists() if name not in _NOT_TYPED)
    files = sorted((name, [(file.name, file.size) for file in found]) for name, found in request.FILES.lists())
    return hashlib.sha256(repr((request.POST[FIELD], request.get_full_path(), typed, files, *more)).encode()).hexdigest()


def prune() -> None:
    """Forget old keys."""
    SubmissionKey.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
