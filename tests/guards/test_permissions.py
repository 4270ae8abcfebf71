"""Who may ask for what: every address of the project against every role (``permissions.txt``).

A new address fails the test until somebody has thought about who may use it and written a line.
"""

from contextlib import nullcontext
from pathlib import Path
from unittest.mock import PropertyMock, patch

import pytest
from django.db import transaction
from django.template.response import SimpleTemplateResponse
from django.test import Client

from portal.moderation.services import editorial_models
from tests.factories.people import person
from tests.guards.addresses import RECORD_MARK, SECTION_MARK, Samples, addresses, section_names
from tests.support import databases, parts

TABLE = Path(__file__).with_name("permissions.txt")
ROLES = ("anonymous", "nobody", "editor", "reviewer", "director", "superuser")
# A view decides before its template is drawn; drawing takes half the time, and tests/admin draws these roles' screens.
DRAWN_ELSEWHERE = {"editor", "reviewer", "director"}

# Drawn as PDF: without Pango they say that they cannot be (portal.web.papers).
PAPERS = {"training_sheet", "training_sample_sheet", "events_sheet"}
# They open connections of their own, which a test's transaction cannot bear; tests/core/test_health.py holds them.
TESTED_ELSEWHERE = {"healthz", "readyz"}


def outcome(response) -> str:
    """Return what an answer means, or its status.

    ``login`` is "sign in first", ``agree`` "agree to the terms first", ``no`` "sent back to the dashboard with a refusal".
    """
    target = response.headers.get("Location", "").partition("?")[0]
    return {"/admin/login/": "login", "/accounts/login/": "login", "/accounts/agree/": "agree", "/admin/": "no"}.get(
        target, str(response.status_code)
    )


def expectations() -> dict[str, tuple[str, dict[str, str]]]:
    """Return ``{name: (method, {role: outcome})}``; lines with ``{record}`` and ``{section}`` stand for all without a line of their own."""
    kinds = [f"{model._meta.app_label}_{model._meta.model_name}" for model in editorial_models()]
    marks = {RECORD_MARK: kinds, SECTION_MARK: section_names()}
    found = {}
    lines = [line.split() for line in TABLE.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]
    own = {name for _method, name, *_statuses in lines}
    for method, name, *statuses in lines:
        row = (method, dict(zip(ROLES, statuses, strict=True)))
        mark = next((mark for mark in marks if mark in name), None)
        for expanded in {name.replace(mark, value) for value in marks[mark]} - own if mark else [name]:
            assert expanded not in found, f"{expanded} stands twice in {TABLE.name}"
            found[expanded] = row
    return found


@pytest.fixture(scope="module")
def _sampled(new_county_file, django_db_blocker, worker_folder) -> tuple[Path, dict[str, str]]:
    """A database with something for every address, and the address's path to it by name."""
    file = databases.fresh_copy(new_county_file, worker_folder / "sampled-county.sqlite3")
    with django_db_blocker.unblock(), databases.used(file, worker_folder):
        samples = Samples(person("editor"))
        return file, {address.name: samples.path(address) for address in addresses() if address.name not in TESTED_ELSEWHERE}


@pytest.fixture
def sampled_county(_sampled, django_db_blocker, worker_folder, request) -> dict[str, str]:
    """The new county with something for every address, rolled back after the test; the paths by name."""
    file, paths = _sampled
    with django_db_blocker.unblock(), databases.used(file, worker_folder):
        request.getfixturevalue("db")
        yield paths


def outcomes(role: str, paths: dict[str, str], wanted: dict[str, str]) -> dict[str, str]:
    """Ask for every address as ``role``; ``wanted`` are methods by name. Nothing that an answer changes is kept."""
    client = Client(raise_request_exception=False)
    if role != "anonymous":
        client.force_login(person(role))
    found = {}
    # Signing out comes last: the client forgets who it is.
    for name in sorted(paths, key=lambda name: name == "wagtailadmin_logout"):
        with transaction.atomic():
            send = client.post if wanted.get(name) == "POST" else client.get
            response = send(paths[name])
            if response.streaming:
                b"".join(response.streaming_content)  # the client closes the file after its last byte
            transaction.set_rollback(True)
        found[name] = outcome(response)
    return found


def test_every_address_is_in_the_table_and_none_too_many():
    assert {address.name for address in addresses()} - TESTED_ELSEWHERE == set(expectations())


@pytest.mark.parametrize("role", ROLES)
def test_addresses_answer_each_role_as_the_table_says(sampled_county, one_sidebar, role):
    table = expectations()
    methods = {name: method for name, (method, _row) in table.items()}
    drawn = patch.object(SimpleTemplateResponse, "rendered_content", PropertyMock(return_value=""))
    with drawn if role in DRAWN_ELSEWHERE else nullcontext():
        found = outcomes(role, sampled_county, methods)
    if "pango" in parts.missing():
        found = {name: "200" if name in PAPERS and told == "406" else told for name, told in found.items()}
    wrong = {name: (told, table[name][1][role]) for name, told in found.items() if name in table and told != table[name][1][role]}
    assert wrong == {}, "(answered, expected)"
