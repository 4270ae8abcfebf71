"""Middleware of every answer: packing of text, the theme's page for refused methods."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from portal.web.errors import method_not_allowed


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


class MethodMiddleware:
    """Give a refused method the theme's page in place of Django's empty answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.streaming and not response.content:
            return method_not_allowed(request, response)
        return response
