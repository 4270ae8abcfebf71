"""Middleware of every answer: packing of text, how long what is gone is remembered, the theme's page for refused methods."""

import logging
from http import HTTPStatus

from django.core.handlers.exception import response_for_exception
from django.db import DataError
from django.db.models import BigIntegerField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from wagtail.images.models import SourceImageIOError

from portal.web.errors import bad_request, method_not_allowed
from portal.web.unreadable import UNREADABLE, passes_through_ours

logger = logging.getLogger(__name__)

# Digits of the largest key; strings of more are no key of a pattern that takes strings.
_KEY_DIGITS = len(str(BigIntegerField.MAX_BIGINT))
_FILE_IS_GONE = (FileNotFoundError, SourceImageIOError)
_OUT_OF_RANGE = ("too large to convert to SQLite INTEGER", "out of range")


class TextGZipMiddleware(GZipMiddleware):
    """Compress text only. Django's own also packs pictures and PDF again, which costs time and saves nothing."""

    TEXTUAL = (
        "text/",
        "application/json",
        "application/ld+json",
        "application/xml",
        "application/rss+xml",
        "application/atom+xml",
        "image/svg+xml",
    )

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.get("Content-Type", "").startswith(self.TEXTUAL):
            return response
        return super().process_response(request, response)


class ShortLivedMiddleware:
    """Say how long what is gone, moved or missing is to be remembered: by themselves browsers keep a 301, 308 or 410 for ever.

    What was taken down may come back, and a page may move back to its old address (RFC 9111, section 4.2.2). nginx keeps these answers
    for as long.
    """

    STATUSES = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT, HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
    SECONDS = 2

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code in self.STATUSES and not response.has_header("Cache-Control"):
            response["Cache-Control"] = f"max-age={self.SECONDS}"
        return response


class KeyMiddleware:
    """Answer 404 where an address or a form names a key that no row can have, in place of the database's refusal of the number.

    Paths are looked at before any view, whoever made its pattern; what is read from forms and query strings shows when it is asked for.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        """Refuse a path.

        Raises:
            Http404: a number of the path is longer than keys are.
        """
        if any(_is_no_key(value) for value in kwargs.values()):
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a number that a database could not take: SQLite's driver and PostgreSQL say so in their own ways.

        What a screen of Wagtail's own cannot read is refused as a bad request: no page of it sends that. A picture or document whose file
        is not there, after a copy without it was restored, is not found.
        """
        if isinstance(exception, OverflowError | DataError) and any(words in str(exception) for words in _OUT_OF_RANGE):
            return response_for_exception(request, Http404())
        if request.path.startswith("/admin/") and isinstance(exception, _FILE_IS_GONE):
            logger.exception("The file of %s is not there", request.path)
            return response_for_exception(request, Http404())
        if request.path.startswith("/admin/") and isinstance(exception, UNREADABLE) and not passes_through_ours(exception.__traceback__):
            logger.exception("Wagtail could not read what was sent to %s", request.path)
            return bad_request(request, exception)
        return None


def _is_no_key(value) -> bool:
    if isinstance(value, str):
        return value.isascii() and value.isdigit() and len(value) > _KEY_DIGITS
    return isinstance(value, int) and value > BigIntegerField.MAX_BIGINT


class MethodMiddleware:
    """Give a refused method the theme's page in place of Django's empty answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.streaming and not response.content:
            return method_not_allowed(request, response)
        return response
