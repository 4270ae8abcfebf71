"""Error pages in the theme."""

import errno
import logging
import re
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from portal.core.private_files import private
from portal.web.once import is_ours

_SECRET = re.compile("password|^code$")
_WORDS = re.compile(r"^[^{[].*[\u3400-\u9fff]", re.DOTALL)
# No room on the disk, none left of somebody's share, or a disk that has gone read-only.
_DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}

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
    """Answer 500 without touching what may be broken; 503 where only the time is wrong, with what was typed.

    That is while the database is away, locked by others or full, and while there is no room for files: caches, crawlers and people
    try again.
    """
    if not will_pass(sys.exc_info()[1]):
        return _page(request, 500, with_frame=False)
    logger.exception("The database or the disk cannot be used")
    request.not_saved = request.method == "POST"
    return not_now(_not_saved(request) or _page(request, 503, with_frame=False))


def will_pass(error: BaseException | None) -> bool:
    """Return whether an error is one of the database's or the disk's state, and not of what was asked."""
    return isinstance(error, OperationalError | InterfaceError) or (isinstance(error, OSError) and error.errno in _DISK_FULL)


def not_now(response: HttpResponse) -> HttpResponse:
    """Make an answer one of 503 that says when to try again."""
    response.status_code = 503
    response["Retry-After"] = "30"
    return response


def _not_saved(request) -> HttpResponse | None:
    """Return a page that sends the same form again, needing neither session nor database; nothing if nobody of ours has sent one."""
    if request.method != "POST" or not (getattr(request, "csrf_processing_done", False) or is_ours(request)):
        return None
    typed = [(name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"]
    again = [(name, value) for name, values in typed if not _SECRET.search(name) for value in values]
    context = {
        "path": request.get_full_path(),
        "token": get_token(request),
        "again": again,
        "words": [value for _name, value in again if _WORDS.match(value)],
        "secrets": [name for name, _values in typed if _SECRET.search(name)],
        "files": [(name, file.name) for name, files in request.FILES.lists() for file in files],
    }
    return private(HttpResponse(render_to_string("errors/not_saved.html", context)))
