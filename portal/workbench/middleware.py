"""What the back office says where a row cannot be deleted, since others refer to it."""

from django.contrib import messages
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _


class ProtectedRowsMiddleware:
    """Leads back to the page that asked, with words; Wagtail asks before only what its index of references knows."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a deletion of the back office that the database's rules forbid."""
        is_protected = isinstance(exception, ProtectedError | RestrictedError)
        if not (is_protected and request.path.startswith(reverse("wagtailadmin_home"))):
            return None
        messages.error(request, _("还有别的记录用到它，不能删除。"))
        return HttpResponseRedirect(request.get_full_path())
