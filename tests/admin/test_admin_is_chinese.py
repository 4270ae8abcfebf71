"""Every screen of the admin that staff use speaks Chinese (issue: "The admin is Chinese"; design.md rule 2)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.admin.language import findings, response_texts, typed_in_phrases
from tests.admin.walk import Walk, admin_names

pytestmark = [
    pytest.mark.django_db,
    # Wagtail and Pillow leave files of renditions for the garbage collector to close.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]

ROLES = ("editor", "reviewer", "director", "admin")
SIGNED_OUT = ("login",)
# What a walk cannot see, each with its reason.
UNREACHED = re.compile(
    r"wagtailadmin_password_reset\w*"  # leads to the portal's own page
    r"|wagtailsnippets_\w+:unpublish|wagtailadmin_pages:unpublish"  # leads to the take-down, as every way off the site does
    r"|wagtail(docs|images):\w*_multiple\w*"  # answers to a file that a script has sent
    r"|wagtailforms:\w+"  # there is no form page: the public's forms are no Wagtail pages (design.md rule 1)
    r"|wagtailimages_chooser:select_format"  # pictures in rich text are switched off
    r"|wagtailadmin_pages:revisions_index"  # an old address that leads to the history
    r"|wagtailadmin_workflows:(enable|enable_task|remove)"  # only written to
    r"|.*:(lock|unlock|workflow_action|collect_workflow_action_data|confirm_workflow_cancellation)"  # only written to, or in passing
    r"|.*:revisions_unschedule"  # likewise
)


def _report(found: dict[str, str]) -> str:
    return "\n".join(f"{address}: {text}" for text, address in found.items())


@pytest.mark.parametrize("username", ROLES)
def test_no_screen_shows_a_foreign_word(busy_county, staff, one_sidebar, username):
    typed_in = typed_in_phrases()
    client = Client()
    client.force_login(staff[username])
    walk = Walk(client, busy_county, whole=username == "admin")
    found: dict[str, str] = {}
    for address, response in walk.screens():
        for text in findings(response_texts(response), typed_in):
            found.setdefault(text, address)
    assert found == {}, _report(found)
    if username == "admin":
        unseen = sorted(name for name in admin_names() - walk.names if not UNREACHED.fullmatch(name))
        assert unseen == [], " ".join(unseen)


def test_screens_of_the_signed_out(demo_county):
    client = Client()
    found = {}
    for name in SIGNED_OUT:
        response = client.get(reverse(f"wagtailadmin_{name}"))
        assert response.status_code == 200
        for text in findings(response_texts(response)):
            found[text] = name
    for text in findings(response_texts(client.post(reverse("wagtailadmin_login"), {"username": "x", "password": "y"}))):
        found[text] = "login (refused)"
    assert found == {}, _report(found)
