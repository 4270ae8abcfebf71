"""The README's table of settings names exactly what the code reads from the environment."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READERS = {"text", "flag", "whole", "wholes", "listed", "one_of", "address"}
PACKAGES = ("portal", "cms", "fixtures")
# Draws the demo's pictures for whoever changes them; no part of the running portal.
DRAWING = ROOT / "fixtures" / "demo" / "pictures"


def names_read() -> set[str]:
    """Return every variable that a settings module reads."""
    found = set()
    for path in (ROOT / "portal" / "settings").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if function in READERS:
                    found.add(node.args[0].value)
    return found


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_table_names_what_is_read(readme):
    rows = re.findall(r"^\| `([A-Z][A-Z0-9_]*)` \|", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == len(set(rows))
    assert set(rows) == names_read()


def test_environment_is_read_in_settings_only():
    """Elsewhere a variable would be missing from the table; the settings module's own name is the exception."""
    offenders = []
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            if path.is_relative_to(ROOT / "portal" / "settings") or path.is_relative_to(DRAWING):
                continue
            text = path.read_text(encoding="utf-8")
            uses = re.findall(r"os\.environ(?!\.setdefault\(\"DJANGO_SETTINGS_MODULE\")|os\.getenv|environ\.Env", text)
            if uses:
                offenders.append(str(path.relative_to(ROOT)))
    assert offenders == []
