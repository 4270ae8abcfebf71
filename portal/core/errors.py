"""Error pages in the theme."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def _page(request, status: int, *, with_frame: bool) -> HttpResponse:
    """Return an error page; without the frame it needs neither database nor cache."""
    template = f"errors/{status}.html"
    html = render_to_string(template, request=request) if with_frame else render_to_string(template)
    return HttpResponse(html, status=status)


def bad_request(request, exception):
    """Answer 400 without touching the request's host or the database."""
    return _page(request, 400, with_frame=False)


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
