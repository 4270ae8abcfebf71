"""Pages that an anonymous visitor gets, kept in each process for as long as they are exactly what would be made anew.

A kept page stands under the stamp of :mod:`portal.core.cache`, which every write that a public page may show moves in its own transaction
(:mod:`portal.core.writes`), under the local date, and until the first moment that its makers have named (:mod:`portal.core.clock`).
Views say which of their answers may be kept (:func:`keep`); whoever has a session or a message is always answered anew.
A server in front keeps copies too, and gives them while this application fails; not of what time alone takes off the site.
See docs/adr/0015-page-memory.md.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache as once
from http import HTTPStatus
from typing import cast

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from portal.core import clock
from portal.core.cache import current_stamp
from portal.web.memory import Memory
from portal.web.parameters import without_tracking

# Longer query strings are no link of ours.
MAX_QUERY = 100
# Seconds for which Redis holds a page that no process has asked for again.
_SHARED_SECONDS = 3600
# A kept object's cost beside its text, in bytes.
_OVERHEAD = 1000
_LISTS_FOR_PROGRAMS = ("application/xml", "application/rss+xml", "application/atom+xml")
_KEPT_TYPES = ("text/html", *_LISTS_FOR_PROGRAMS)
_UNKEPT_CONTROL = ("private", "no-store", "no-cache")
_MESSAGES_COOKIE = "messages"
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
_ACCEPTS_GZIP = re.compile(r"\bgzip\b")


class _Keepable(HttpRequest):
    """A request whose view has said that its answer is the same for everybody."""

    kept_visit: tuple[int | None]


Visit = Callable[[HttpRequest, int], None]
_visits: list[Visit] = []


def keep(request: HttpRequest, visited: int | None = None, *, asked: bool = False) -> None:
    """Say that this request's answer is the same for everybody without a session.

    Args:
        request: the request that is being answered.
        asked: whether the parameters of the address are ones that the view answers. Of a view that looks at none, only the bare address
            is kept: there is no end of others, and they would drive out what people read.
        visited: what is counted as visited whenever the answer is given, see :func:`on_visit`.
    """
    if asked or not without_tracking(request.META.get("QUERY_STRING", "")):
        cast(_Keepable, request).kept_visit = (visited,)


def on_visit(visit: Visit) -> None:
    """Have a function called with the request and what was visited whenever a kept page is given."""
    _visits[:] = [visit]


@dataclass(frozen=True)
class Kept:
    """An answer as it leaves the inner layers: packed if the visitor takes that."""

    stamp: int
    until: datetime | None
    headers: tuple[tuple[str, str], ...]
    content: bytes
    visited: int | None
    ends: datetime | None = None

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return len(self.content) + _OVERHEAD

    def is_right(self, stamp: int) -> bool:
        """Return whether this is still what would be made."""
        return self.stamp == stamp and (self.until is None or timezone.now() < self.until)

    def answer(self) -> HttpResponse:
        """Return a response of it."""
        response = HttpResponse(self.content)
        for name, value in self.headers:
            response.headers[name] = value
        keep_from_front(response, self.ends)
        return response


class PageMemoryMiddleware:
    """Gives kept pages before anything of the request is looked at, and keeps what views allow."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        self.memory: Memory[Kept] = Memory(settings.PAGE_MEMORY_BYTES)
        self.shares = settings.CACHES["default"]["BACKEND"].endswith("RedisCache")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request) if settings.PAGE_MEMORY_BYTES else None
        if key is None:
            return self._unkept(request)
        stamp = current_stamp()
        page = self._found(key, stamp)
        if page is None:
            return self._made(request, key, stamp)
        if page.visited is not None:
            for visit in _visits:
                visit(request, page.visited)
        response = page.answer()
        return _unless_unchanged(request, response)

    def _found(self, key: tuple, stamp: int) -> Kept | None:
        page = self.memory.get(key)
        if page is not None and page.is_right(stamp):
            return page
        if self.shares:
            page = cache.get(_shared_name(key, stamp))
            if page is not None and page.is_right(stamp):
                self.memory.put(key, page)
                return page
        return None

    def _unkept(self, request: HttpRequest) -> HttpResponse:
        with clock.watched() as watch:
            response = self.get_response(request)
        keep_from_front(response, watch.ends)
        return response

    def _made(self, request: HttpRequest, key: tuple, stamp: int) -> HttpResponse:
        if request.method != "GET":
            return self._unkept(request)
        # The whole answer is kept, so the inner layers must not answer that it has not changed.
        conditions = {name: request.META.pop(name) for name in _CONDITIONS if name in request.META}
        with clock.watched() as watch:
            response = self.get_response(request)
        request.META.update(conditions)
        keep_from_front(response, watch.ends)
        if may_be_kept(request, response):
            (visited,) = cast(_Keepable, request).kept_visit
            page = Kept(stamp, watch.until, tuple(response.headers.items()), response.content, visited, watch.ends)
            self.memory.put(key, page)
            if self.shares:
                cache.set(_shared_name(key, stamp), page, _SHARED_SECONDS)
        return _unless_unchanged(request, response) if conditions else response


def _unless_unchanged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    return cast(HttpResponse, get_conditional_response(request, etag=response.headers.get("ETag"), response=response))


def keep_from_front(response: HttpResponse, ends: datetime | None) -> None:
    """Let no server in front keep an answer with something that ends by itself: without us it would not know that it has.

    Nor a feed or a site map: whoever reads them comes again, and they name everything.
    """
    if ends is not None or response.headers.get("Content-Type", "").startswith(_LISTS_FOR_PROGRAMS):
        response.headers["X-Accel-Expires"] = "0"


def key_of(request: HttpRequest) -> tuple | None:
    """Return what a kept page's text depends on beside the stamp; nothing for requests that are always answered anew.

    Raises:
        DisallowedHost: the request is for another site.
    """
    query = without_tracking(request.META.get("QUERY_STRING", ""))
    if request.method not in {"GET", "HEAD"} or len(query) > MAX_QUERY or "HTTP_AUTHORIZATION" in request.META:
        return None
    cookies = request.META.get("HTTP_COOKIE", "")
    if cookies and not {settings.SESSION_COOKIE_NAME, _MESSAGES_COOKIE}.isdisjoint(request.COOKIES):
        return None
    packed = _ACCEPTS_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")) is not None
    return (request.scheme, request.get_host(), request.path, query, packed, timezone.localdate())


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether an answer is one that everybody gets: allowed by its view, whole, and with nothing of the visitor's in it."""
    control = response.headers.get("Cache-Control", "")
    return (
        hasattr(request, "kept_visit")
        and response.status_code == HTTPStatus.OK
        and not response.streaming
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and response.headers.get("Content-Type", "").startswith(_KEPT_TYPES)
        and not any(word in control for word in _UNKEPT_CONTROL)
    )


def _shared_name(key: tuple, stamp: int) -> str:
    text = "\0".join(map(str, (release(), stamp, *key)))
    return f"page:{hashlib.sha256(text.encode()).hexdigest()}"


@once
def release() -> str:
    """Return a digest of the programs and templates that make pages: what another release has left in Redis is not ours."""
    digest = hashlib.sha256(settings.SECRET_KEY.encode())
    for pattern in ("portal/**/*", "cms/**/*", "search/**/*", "themes/**/*"):
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            if path.suffix in {".py", ".html", ".css", ".js", ".svg"}:
                digest.update(f"{path.relative_to(settings.BASE_DIR)}\0".encode() + path.read_bytes())
    return digest.hexdigest()
