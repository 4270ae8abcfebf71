"""Answers to whoever watches the process."""

from django.http import HttpRequest, HttpResponse

from portal.ops import health


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
