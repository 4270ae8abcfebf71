"""One form sent several times at once makes one record, and the others lead to it (ADR 12)."""

import hashlib
import re
from datetime import timedelta

from django.contrib.auth import get_backends, login
from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone

from portal.my.models import SubmissionKey
from portal.web.once import FIELD, result_of

_KEY = re.compile(r"[0-9a-f]{32}")
_NOT_TYPED = {FIELD, "csrfmiddlewaretoken"}
SERVER_ERROR = 500
# A form is sent again by a second press, a reload or a phone that had lost its line.
KEPT = timedelta(days=1)
# How long the same form, password and all, still lets the browser into the account it has made.
ENTERS = timedelta(minutes=1)


class OnceMiddleware:
    """Carries a form with a key out in one transaction with the row of that key.

    The unique key makes every other sender wait until the first is done. A form that led to nothing gives its key back.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method != "POST" or request.path.startswith("/admin/") or not _KEY.fullmatch(request.POST.get(FIELD, "")):
            return self.get_response(request)
        return self._first(request, digest(request))

    def _first(self, request, key: str) -> HttpResponse:
        with transaction.atomic():
            try:
                with transaction.atomic():
                    row = SubmissionKey.objects.create(key=key, path=request.path[:200])
            except IntegrityError:
                return self._again(request, SubmissionKey.objects.select_related("user").get(key=key))
            response = self.get_response(request)
            self._keep(row, request, response)
        return response

    def _keep(self, row: SubmissionKey, request, response) -> None:
        if response.status_code >= SERVER_ERROR:
            transaction.set_rollback(True)
        elif result_of(request):
            row.result, row.user = result_of(request), request.user if request.user.is_authenticated else None
            row.save(update_fields=["result", "user"])
        else:
            row.delete()

    def _again(self, request, row: SubmissionKey) -> HttpResponse:
        made_account = row.user is not None and row.user.date_joined >= row.created_at
        if made_account and not request.user.is_authenticated and timezone.now() - row.created_at < ENTERS and row.user.is_active:
            # The answer that signed the person in went to the press before, which the browser has given up.
            backend = get_backends()[0]
            login(request, row.user, f"{backend.__module__}.{type(backend).__name__}")
        return HttpResponseRedirect(row.result)


def digest(request) -> str:
    """Return what tells this form, with everything in it, from any other."""
    typed = sorted((name, values) for name, values in request.POST.lists() if name not in _NOT_TYPED)
    files = sorted((name, [(file.name, file.size) for file in found]) for name, found in request.FILES.lists())
    who = request.user.pk if request.user.is_authenticated else None
    return hashlib.sha256(repr((request.POST[FIELD], request.get_full_path(), who, typed, files)).encode()).hexdigest()


def prune() -> None:
    """Forget old keys."""
    SubmissionKey.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
