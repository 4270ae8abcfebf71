"""No circle of imports inside any room, counting imports inside functions too: what needs one another is one module, or wrongly cut."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = [path.parent.relative_to(ROOT).as_posix() for area in ("portal", "cms") for path in sorted((ROOT / area).glob("*/__init__.py"))]
ROOMS += ["fixtures", "search"]
# Rooms with a circle that has not been cut yet, and how many modules stand in it. Only ever made smaller.
UNCUT = {"portal/moderation": 8}


def modules(room: str) -> dict[str, Path]:
    """Return the modules of a room by their dotted name."""
    paths = (path for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts)
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


def imported(tree: ast.Module) -> Iterator[str]:
    """Return what a module imports, wherever it stands: ``from a import b`` may mean the module ``a.b``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield node.module
                yield f"{node.module}.{alias.name}"


def graph(found: dict[str, Path]) -> dict[str, set[str]]:
    """Return which modules of a room each of them imports."""
    names = {name: set(imported(ast.parse(path.read_text(encoding="utf-8")))) for name, path in found.items()}
    return {name: (asked & found.keys()) - {name} for name, asked in names.items()}


def reachable(edges: dict[str, set[str]], start: str) -> set[str]:
    """Return what is imported from a module on, directly or not."""
    seen, ahead = set(), [start]
    while ahead:
        for following in edges[ahead.pop()] - seen:
            seen.add(following)
            ahead.append(following)
    return seen


def in_circles(edges: dict[str, set[str]]) -> list[str]:
    """Return the modules that import themselves by way of others."""
    return sorted(name for name in edges if name in reachable(edges, name))


@pytest.mark.parametrize("room", ROOMS)
def test_no_circle_inside_a_room(room):
    found = in_circles(graph(modules(room)))
    assert len(found) == UNCUT.get(room, 0), found


def test_a_circle_is_seen_whichever_way_it_goes():
    assert in_circles({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c"]
    assert in_circles({"a": {"b"}, "b": set()}) == []
    lazy = ast.parse("def late():\n    from portal.talent import policies\n    import portal.talent.models\n")
    assert set(imported(lazy)) == {"portal.talent", "portal.talent.policies", "portal.talent.models"}
