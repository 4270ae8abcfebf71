"""What pages may load and run is said to the browser."""

import base64
import hashlib
import re

import pytest
from django.test import Client


def policy(response) -> dict[str, list[str]]:
    """Return the directives of an answer's policy."""
    return {name: values for name, *values in (part.split() for part in response.headers["Content-Security-Policy"].split(";"))}


def styles(response) -> list[str]:
    """Return what the styles of a page are called in a policy."""
    found = re.findall(r"<style>(.*?)</style>", response.content.decode(), re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" for style in found]


@pytest.mark.parametrize("path", ["/", "/products/", "/report/", "/no-such-page/", "/accounts/login/"])
def test_own_scripts_and_the_styles_of_the_page_only(new_county, client, path):
    response = client.get(path)
    found = policy(response)
    assert found["script-src"] == ["'self'"]
    assert found["default-src"] == found["base-uri"] == ["'none'"]
    assert found["style-src"] == ["'self'", *styles(response)]
    assert len(styles(response)) == 1


def test_a_refused_form_is_drawn_with_its_styles(new_county):
    response = Client(enforce_csrf_checks=True).post("/report/", {"text": "x"})
    assert response.status_code == 403
    assert policy(response)["style-src"] == ["'self'", *styles(response)]


def test_error_pages_without_a_request_keep_their_styles(new_county, client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("portal.identity.middleware.SiteMiddleware.__call__", lambda self, request: 1 / 0)
    response = client.get("/")
    assert response.status_code == 500
    assert policy(response)["style-src"] == ["'self'", *styles(response)]


def test_the_back_office_allows_what_its_widgets_bring(new_county, client):
    assert "'unsafe-inline'" in policy(client.get("/admin/login/"))["script-src"]
