"""Own pages against who asks for them: ``ownership.txt`` has a line for each address that leads the unagreed to the terms.

The big table (``permissions.txt``) shows these pages to people who own nothing. Here somebody owns what is asked for: the person who has
agreed to the terms and owns nothing, the one who looks for work, the owner of the firm, and a member of another verified firm.
"""

from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from tests.guards.addresses import addresses
from tests.guards.belongings import Belongings
from tests.guards.test_permissions import expectations, outcome

TABLE = Path(__file__).with_name("ownership.txt")
ROLES = ("agreed", "seeker", "owner", "stranger")


def own_pages() -> dict[str, str]:
    """Return the method of every address that the big table closes to whoever has not agreed to the terms."""
    return {name: method for name, (method, row) in expectations().items() if row["nobody"] == "agree"}


def rows() -> dict[str, dict[str, str]]:
    """Return ``{name: {role: outcome}}``."""
    lines = [line.split() for line in TABLE.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]
    return {name: dict(zip(ROLES, told, strict=True)) for name, *told in lines}


def test_every_own_page_is_in_the_table_and_none_too_many():
    assert set(own_pages()) == set(rows())


def test_own_pages_open_to_whom_they_belong(new_county):
    """Nothing that an answer changes is kept: each is asked on the same things."""
    belongings, methods, table = Belongings(), own_pages(), rows()
    wrong = {}
    for role in ROLES:
        client = Client()
        client.force_login(belongings.people[role])
        for address in addresses():
            if address.name not in methods:
                continue
            with transaction.atomic():
                response = (client.post if methods[address.name] == "POST" else client.get)(belongings.path(address))
                transaction.set_rollback(True)
            if outcome(response) != table.get(address.name, {}).get(role):
                wrong[f"{address.name} as {role}"] = outcome(response)
    assert wrong == {}, "answered otherwise than the table says"


@pytest.mark.parametrize("role", ROLES)
def test_nobody_ends_at_the_terms_or_the_door(role):
    """Each row of the table is about the page itself."""
    assert not {name for name, told in rows().items() if told[role] in {"agree", "login"}}
