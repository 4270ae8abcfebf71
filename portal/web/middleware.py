"""Middleware of every answer: packing of text, the theme's page for refused methods."""

from http import HTTPStatus

from django.core.handlers.exception import response_for_exception
from django.db import DataError
from django.db.models import BigIntegerField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from portal.web.errors import method_not_allowed

# Digits of the largest key; strings of more are no key of a pattern that takes strings.
_KEY_DIGITS = len(str(BigIntegerField.MAX_BIGINT))
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
        """Answer for a number that a database could not take: SQLite's driver and PostgreSQL say so in their own ways."""
        if isinstance(exception, OverflowError | DataError) and any(words in str(exception) for words in _OUT_OF_RANGE):
            return response_for_exception(request, Http404())
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
