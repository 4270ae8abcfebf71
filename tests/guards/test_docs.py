"""The documents: every page is in the index, links lead somewhere, decision records are numbered without holes."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted(DOCS.rglob("*.md"))]


def links_of(page: Path) -> list[str]:
    """Return the targets of a page's links to files of the project."""
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    return [target for target in targets if "://" not in target]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    assert [target for target in links_of(page) if not (page.parent / target).exists()] == []


def test_every_page_is_in_the_index():
    listed = set(links_of(DOCS / "README.md"))
    assert {path.name for path in DOCS.glob("*.md")} - {"README.md"} <= listed


def test_decision_records_are_numbered_without_holes():
    records = sorted((DOCS / "adr").glob("*.md"))
    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    assert [path.read_text(encoding="utf-8").split(".")[0] for path in records] == [f"# {number}" for number in range(1, len(records) + 1)]
