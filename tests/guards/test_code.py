"""The house's rules about code: arrows, sizes, words, docstrings, migrations, machine paths."""

import ast
import importlib
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("portal", "cms", "search", "fixtures")
MAX_LINES, MAX_FUNCTION = 400, 50
HAN = re.compile(r"[\u4e00-\u9fff]")
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}

# Called by name by Django's feeds, sitemaps, fields and views, and from mixins; no base class of theirs declares them.
HOOKS = {"title", "link", "description", "items", "item_pubdate", "item_updateddate", "lastmod", "from_db_value", "get_available_actions"}
HOOKS |= {"get", "post", "setup", "dispatch", "get_context_data"}


@cache
def sources() -> tuple[tuple[Path, ast.Module], ...]:
    """Return the project's modules without migrations, parsed."""
    paths = (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))
    return tuple((path.relative_to(ROOT), ast.parse(path.read_text("utf-8"))) for path in paths if "migrations" not in path.parts)


@cache
def templates() -> tuple[Path, ...]:
    """Return the templates of the theme and of the apps."""
    return tuple(path for room in (*ROOMS, "themes") for path in sorted((ROOT / room).rglob("*.html")))


def test_arrows_point_one_way():
    program = Path(sys.executable).with_name("lint-imports")
    found = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_files_are_short():
    tests = ((path.relative_to(ROOT), None) for path in sorted((ROOT / "tests").rglob("*.py")))
    lengths = {str(path): len((ROOT / path).read_text("utf-8").splitlines()) for path, _tree in (*sources(), *tests)}
    assert {path: length for path, length in lengths.items() if length >= MAX_LINES} == {}


def test_functions_are_short():
    long = {
        f"{path}:{node.name}": node.end_lineno - node.lineno + 1
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 >= MAX_FUNCTION
    }
    assert long == {}


def test_no_path_of_a_machine_and_nobody_elses_host():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    machine = re.compile(rb"/(?:home|Users|work)/[a-z0-9_.-]+/|/root/|[A-Z]:\\\\Users")
    found = [
        name.decode()
        for name in listed.stdout.split(b"\0")
        if name
        and (ROOT / name.decode()).is_file()
        and name.decode() != "tests/guards/test_code.py"
        and machine.search((ROOT / name.decode()).read_bytes())
    ]
    assert found == []


def test_nothing_of_the_demo_county_is_in_code():
    code = [path for path, _tree in sources() if path.parts[0] != "fixtures"] + [path.relative_to(ROOT) for path in templates()]
    assert [str(path) for path in code if re.search("通城|隽水|421222", (ROOT / path).read_text("utf-8"))] == []


def _messages(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in GETTEXT:
            for argument in node.args[:2]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield node.lineno, argument.value
                elif isinstance(argument, ast.JoinedStr):
                    yield node.lineno, "f-string"


def test_messages_are_chinese():
    english = {f"{path}:{line}": text for path, tree in sources() for line, text in _messages(tree) if not HAN.search(text)}
    # Labels of the admin that Wagtail itself has, in English, so that its own catalogue and ours translate them.
    assert {where: text for where, text in english.items() if "admin_labels" not in where} == {}


def test_visible_words_of_code_go_through_gettext():
    """A Chinese string that is no docstring stands inside a gettext call, or in a loader of data."""
    bare = []
    for path, tree in sources():
        if path.parts[0] == "fixtures" or path.parts[:2] == ("portal", "settings"):
            continue
        allowed = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in GETTEXT:
                allowed |= {id(inner) for inner in ast.walk(node)}
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                allowed.add(id(node.value))
        bare += [
            f"{path}:{node.lineno} {node.value[:30]}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and HAN.search(node.value) and id(node) not in allowed
        ]
    assert [where for where in bare if not NOT_SHOWN_AS_TEXT.search(where)] == []


# Words that are matched or built, not shown as a sentence: name forms of the law, place endings, samples of blocks, styles of word
# processors, what stands around personal numbers, and the help of commands, which only whoever keeps the machine reads.
NOT_SHOWN_AS_TEXT = re.compile(
    r"^(portal/core/(validators|figures|phones|admin_labels)|portal/(ops|sheets|web|accounts)/(supervisor|management|templatetags)|portal/sheets|portal/identity/services|portal/moderation/screening/(leaks|numbers|shipped)|portal/media/(blocks|manuscripts)|search/management)"
)

_TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}|{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)


def test_visible_words_of_templates_go_through_gettext():
    found = {}
    for path in templates():
        text = re.sub(r"{%\s*comment\b.*?{%\s*endcomment\s*%}", "", path.read_text("utf-8"), flags=re.DOTALL)
        inside = [tag for tag in map(str.strip, re.findall(r"{%(.*?)%}", text)) if not tag.startswith(("translate ", "blocktranslate"))]
        bare = [line.strip() for line in _TRANSLATED.sub("", text).splitlines() if HAN.search(line)]
        bare += [tag for tag in inside if HAN.search(re.sub(r"_\((\"[^\"]*\"|'[^']*')\)", "", tag))]
        if bare:
            found[str(path.relative_to(ROOT))] = bare
    assert found == {}


def _inherits(path: Path, class_name: str, method: str) -> bool:
    """Whether a method fills in what a base class, of the project or of a package, has described."""
    found = getattr(importlib.import_module(".".join(path.with_suffix("").parts)), class_name)
    return any(method in vars(base) for base in found.__mro__[1:])


def _without_docstring():
    for path, tree in sources():
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
                continue
            if not ast.get_docstring(node):
                yield f"{path}:{node.name}"
            for inner in node.body if isinstance(node, ast.ClassDef) else ():
                public = isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_") and inner.name not in HOOKS
                if public and not ast.get_docstring(inner) and not _inherits(path, node.name, inner.name):
                    yield f"{path}:{node.name}.{inner.name}"


def test_public_names_say_what_they_are():
    excused = re.compile(r"apps\.py:\w+Config|management/commands/\w+\.py:Command")
    assert [name for name in _without_docstring() if not excused.search(name)] == []


def test_no_promise_is_left_open():
    words = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    files = [path for path, _tree in sources()] + [path.relative_to(ROOT) for path in templates()]
    assert [str(path) for path in files if words.search((ROOT / path).read_text("utf-8"))] == []
