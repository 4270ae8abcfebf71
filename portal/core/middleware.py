"""Middleware that belongs to no domain."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

from portal.core import health
from portal.core.errors import method_not_allowed


class HealthMiddleware:
    """Answer ``/healthz`` and ``/readyz`` before anything else runs.

    Whoever watches the process must get an answer while the host name is unknown, the session store is away or the database is down;
    every later middleware may need one of them.
    """

    ANSWERS = {"/healthz": health.healthz, "/readyz": health.readyz}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.ANSWERS.get(request.path_info, self.get_response)
        return answer(request)


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

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
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
