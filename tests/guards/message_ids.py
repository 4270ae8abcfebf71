"""Collects the message IDs that installed packages pass to gettext, from their sources.

A package's own catalogues are no list of them: several ship none, and the shipped ones run behind the code. Reading the sources with Python
needs no gettext program on the machine.
"""

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
# Parts of the admin that need not be installed apps: Django's core, and what Wagtail imports.
LIBRARIES = ("django", "django.contrib.humanize", "modelsearch", "treebeard", "permissionedforms", "laces")
NOT_SHOWN = {"tests", "test", "testing", "migrations", "conf/app_template", "conf/project_template", "project_template"}

# name of the function: positions of context, message and plural
FUNCTIONS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "_lazy": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "_n": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
LITERAL = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
CALL = re.compile(rf"(?<!\w)(n?p?gettext|_)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)")

MessageId = tuple[str | None, str]


def _message(name: str, texts: list[str | None]) -> MessageId | None:
    context_at, message_at, _plural_at = FUNCTIONS[name]
    if len(texts) <= message_at or texts[message_at] is None:
        return None
    return (texts[context_at] if context_at is not None else None, texts[message_at])


def _of_python(source: str) -> Iterator[MessageId]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in FUNCTIONS:
            texts = [arg.value if isinstance(arg, ast.Constant) and isinstance(arg.value, str) else None for arg in node.args]
            message = _message(name, texts)
            if message:
                yield message


def _of_template(source: str) -> Iterator[MessageId]:
    for name, literals in CALL.findall(templatize(source)):
        message = _message(name, [ast.literal_eval(literal) for literal in re.findall(LITERAL, literals)])
        if message:
            yield message


def _folders(packages: set[str], folder: Path, dotted: str) -> Iterator[Path]:
    """Yield `folder` and those below it that belong to no package of their own."""
    yield folder
    for child in sorted(path for path in folder.iterdir() if path.is_dir()):
        name = f"{dotted}.{child.name}"
        if child.name in NOT_SHOWN or name in packages or any(str(child).endswith(f"/{part}") for part in NOT_SHOWN):
            continue
        if name == "django.contrib" or ((child / "apps.py").exists() and dotted != "modelsearch"):
            continue
        yield from _folders(packages, child, name)


def installed_messages() -> dict[MessageId, set[str]]:
    """Return every message ID of the installed packages (the project's own apps left out), each with the files that use it."""
    packages = {config.name for config in apps.get_app_configs() if not Path(config.path).is_relative_to(ROOT / "portal")}
    packages = {name for name in packages if not name.startswith(("portal.", "cms.", "fixtures", "search"))} | set(LIBRARIES)
    found: dict[MessageId, set[str]] = {}
    for package in sorted(packages):
        start = Path(importlib.util.find_spec(package).origin).parent
        base = start.parents[package.count(".")]
        for folder in _folders(packages, start, package):
            for path in sorted(folder.iterdir()):
                for message in _of_file(path):
                    found.setdefault(message, set()).add(str(path.relative_to(base)))
    return found


def _of_file(path: Path) -> Iterator[MessageId]:
    if path.suffix == ".py":
        source = path.read_text(encoding="utf-8")
        if "gettext" in source:
            yield from _of_python(source)
    elif path.suffix in (".html", ".txt") and "templates" in path.parts:
        source = path.read_text(encoding="utf-8")
        if "trans" in source or "_(" in source:
            yield from _of_template(source)
