"""Error pages in the theme."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def _page(request, status: int, *, with_frame: bool, template: str = "") -> HttpResponse:
    """Return an error page; without the frame it needs neither database nor cache."""
    template = template or f"errors/{status}.html"
    html = render_to_string(template, request=request) if with_frame else render_to_string(template)
    return HttpResponse(html, status=status)


def bad_request(request, exception):
    """Answer 400 without touching the request's host or the database."""
    return _page(request, 400, with_frame=False)


def unreadable_request() -> bytes:
    """Return the whole answer, headers and all, to a request that the web server could not read."""
    body = render_to_string("errors/400.html").encode()
    head = f"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode("ascii") + body


def form_expired(request, reason=""):
    """Answer 403 to a form without a valid token; Django's own page is English (setting ``CSRF_FAILURE_VIEW``)."""
    return _page(request, 403, with_frame=True, template="errors/form_expired.html")


def method_not_allowed(request, response: HttpResponse) -> HttpResponse:
    """Return an empty 405 as a page, with its list of methods."""
    page = _page(request, 405, with_frame=True)
    page["Allow"] = response["Allow"]
    return page


def permission_denied(request, exception):
    """Answer 403."""
    return _page(request, 403, with_frame=True)


def not_found(request, exception):
    """Answer 404 with the site's menu, so that a visitor finds another way."""
    return _page(request, 404, with_frame=True)


def server_error(request):
    """Answer 500 without touching what may be broken; 503 while the database is away, so that caches and crawlers try again."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        logger.exception("The database cannot be reached")
        response = _page(request, 503, with_frame=False)
        response["Retry-After"] = "30"
        return response
    return _page(request, 500, with_frame=False)
