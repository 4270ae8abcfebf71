"""Rules for the tests themselves."""

import re
from pathlib import Path

import pytest
from django.db import connection

TESTS = Path(__file__).resolve().parents[1]
# Instead of these: ``refused("code")`` of tests/support/refusals.py, or a name whose ``.value.code`` is looked at, or, where several
# refusals differ in their words only, the words.
BARE = re.compile(r"pytest\.raises\((TransitionError[^)]*|(ValidationError|CodeRefusedError))\)(,[^:]*)?:")


def test_whoever_expects_a_refusal_names_its_code():
    bare = [
        f"{path.relative_to(TESTS)}:{number}"
        for path in sorted(TESTS.rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if BARE.search(line)
    ]
    assert bare == []


@pytest.mark.django_db(transaction=True)
def test_what_is_not_rolled_back_has_a_database_of_its_own():
    """At its end every table is emptied, the root collection's too: no other test may see that file."""
    assert Path(connection.settings_dict["NAME"]).name == "own.sqlite3"
