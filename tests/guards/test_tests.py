"""Rules for the tests themselves."""

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
# ``refused("code")`` of tests/support/refusals.py, or a name whose ``.value.code`` is looked at.
BARE = re.compile(r"pytest\.raises\(TransitionError[^)]*\):")


def test_whoever_expects_a_refusal_names_its_code():
    bare = [
        f"{path.relative_to(TESTS)}:{number}"
        for path in sorted(TESTS.rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if BARE.search(line)
    ]
    assert bare == []
