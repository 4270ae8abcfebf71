"""Scripts are in the language of the oldest browsers that the portal is for (Chrome 61, Safari 12): one newer word stops a whole script."""

import re

import pytest

from tests.themes.conftest import DEFAULT

# Each with what it would have to be; from the tables of both families' release notes.
NEWER = {
    "optional chaining": re.compile(r"\?\.(?!\d)"),
    "nullish coalescing": re.compile(r"\?\?"),
    "catch without a name": re.compile(r"catch\s*\{"),
    "private members": re.compile(r"(this|^\s*)\.?#\w"),
    "numeric separators": re.compile(r"\d_\d"),
    "methods": re.compile(
        r"\.(replaceChildren|requestSubmit|replaceAll|matchAll|flat|flatMap|at|hasOwn|fromEntries|allSettled|checkVisibility)\("
    ),
    "globals": re.compile(r"\b(AbortController|structuredClone|queueMicrotask|globalThis|ResizeObserver|BigInt)\b"),
}
SCRIPTS = sorted((DEFAULT / "static").rglob("*.js"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_script_is_understood_at_the_floor(script):
    text = re.sub(r"^\s*//.*$", "", script.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert {name for name, pattern in NEWER.items() if pattern.search(text)} == set()
