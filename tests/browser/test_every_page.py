"""What holds on every kind of page, looked at in one visit: its weight, its accessibility, its room on small and enlarged screens."""

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.test import Client, RequestFactory

from portal.accounts.models import User
from tests.browser.addresses import ADDRESSES, OWN_ADDRESSES, address, own_address
from tests.browser.axe import problems
from tests.browser.room import on_a_desk, overflows, small_targets
from tests.browser.visit import TEXT_KINDS, first_visit
from tests.support.browser import PHONE, new_context

KIB = 1024
HOME_BUDGET = 60 * KIB
# HTML, style sheets and scripts together.
TEXT_BUDGET = 30 * KIB
SHIFT_BUDGET = 0.1


def faults(page) -> dict[str, object]:
    """Return what is wrong with the look of an open page on a phone and on a desk, by name."""
    found = {"targets below 44 px": small_targets(page), "axe on a phone": problems(page), "too wide": overflows(page)}
    on_a_desk(page)
    found["axe on a desk"] = problems(page)
    return {name: finding for name, finding in found.items() if finding}


def signed_in_cookie(username: str) -> str:
    """Return a session of a demo account that has just signed in with its password."""
    client, user = Client(), User.objects.get(username=username)
    client.force_login(user)
    request = RequestFactory().get("/")
    request.user, request.session = user, client.session
    record_authentication(request, user, method="password", reauthenticated=True)
    request.session.save()
    return client.cookies["sessionid"].value


def heaviness(visit, portal: str, budget: float | None) -> dict[str, object]:
    """Return what is wrong with what a visit fetched, by name; ``budget`` in bytes is for all of it."""
    text, whole = visit.weight(TEXT_KINDS), visit.weight()
    found = {
        "HTML, CSS and JS": f"{text / KIB:.1f} KiB" if not 0 < text <= TEXT_BUDGET else "",
        "in all": f"{whole / KIB:.1f} KiB" if budget and whole > budget else "",
        "fonts": [file.url for file in visit.files if file.kind == "Font"],
        "other hosts": [file.url for file in visit.files if not file.url.startswith((f"{portal}/", "data:"))],
        "missing": [file.url for file in visit.files if file.failed or (file.status >= 400 and file.kind != "Document")],
        "jumps": visit.shift if visit.shift >= SHIFT_BUDGET else 0,
    }
    return {name: finding for name, finding in found.items() if finding}


@pytest.mark.parametrize("kind", ADDRESSES)
def test_page_for_everybody(browser, served_portal, county_database, kind):
    context, watch = new_context(browser, served_portal, **PHONE)
    page = context.new_page()
    visit = first_visit(page, address(kind))
    assert visit.status == (404 if kind == "not found" else 200)
    assert heaviness(visit, served_portal, HOME_BUDGET if kind == "home" else None) == {}
    assert faults(page) == {}
    context.close()
    assert watch.script_errors == []


@pytest.mark.parametrize("kind", OWN_ADDRESSES)
def test_page_of_somebody_signed_in(phone_page, portal_server, kind):
    username, path = own_address(kind)
    phone_page.context.add_cookies([{"name": "sessionid", "value": signed_in_cookie(username), "url": portal_server}])
    phone_page.goto(path)
    assert phone_page.url == f"{portal_server}{path}"
    assert faults(phone_page) == {}


def test_pages_come_compressed(browser, served_portal):
    context = browser.new_context()
    answer = context.request.get(f"{served_portal}/products/")
    assert answer.headers["content-encoding"] in {"gzip", "br", "zstd"}
    context.close()
