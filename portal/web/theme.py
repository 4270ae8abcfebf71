"""The style bundles of a theme.

A theme is a folder with ``theme.toml``, templates, styles and static files. A county's own theme stands beside the default one and
overrides it file by file: every path is looked up in ``settings.THEME_DIRS`` in order. Styles are inlined in the page, because on a
400 ms network a second request costs more than the few kilobytes it would save (R-GEN, budgets of the portal).
"""

import base64
import hashlib
import re
import tomllib
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from portal.web import stylesheets

DESCRIPTION = "theme.toml"


class ThemeError(Exception):
    """A theme names a bundle or a file that does not exist."""


def find(relative_path: str) -> Path:
    """Return the file of that path in the first theme that has it; raise ``ThemeError`` if none has."""
    for directory in settings.THEME_DIRS:
        candidate = Path(directory) / relative_path
        if candidate.is_file():
            return candidate
    raise ThemeError(f"No theme has the file {relative_path!r}")


def _read_description() -> dict:
    return tomllib.loads(find(DESCRIPTION).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _description_once() -> dict:
    return _read_description()


def description() -> dict:
    """Return ``theme.toml`` as a dictionary; read once per process, or at each call when ``DEBUG`` is on."""
    return _read_description() if settings.DEBUG else _description_once()


def bundle_files(name: str) -> list[str]:
    """Return the relative paths of a style bundle in order; raise ``ThemeError`` for an unknown name."""
    try:
        return description()["bundle"][name]["files"]
    except KeyError:
        raise ThemeError(f"{DESCRIPTION} has no bundle {name!r}") from None


_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r"(\"[^\"]*\"|'[^']*')")
_BLANKS = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};,>]) ?")


def compact(css: str) -> str:
    """Return a style sheet without comments and needless blanks; quoted strings stay as they are."""
    parts = _STRING.split(_COMMENT.sub("", css))
    for index in range(0, len(parts), 2):
        text = _BLANKS.sub(" ", parts[index])
        parts[index] = _AROUND.sub(r"\1", text).replace(": ", ":").replace(";}", "}")
    return "".join(parts).strip()


# Every page's sheet has the order of the layers, whichever bundles it is made of.
LAYERS = "styles/layers.css"


def _build(*names: str) -> str:
    files = dict.fromkeys((LAYERS, *(path for name in names for path in bundle_files(name))))
    return compact(stylesheets.make(find(path).read_text(encoding="utf-8") for path in files))


@lru_cache
def _build_once(*names: str) -> str:
    return _build(*names)


def stylesheet(*names: str) -> str:
    """Return the compacted style sheet of bundles together; built once per process, or at each call when ``DEBUG`` is on.

    Raises:
        ThemeError: a bundle or a file of it does not exist.
        StyleError: a file cannot be read as styles.
    """
    return _build(*names) if settings.DEBUG else _build_once(*names)


@lru_cache
def _digest_of(css: str) -> str:
    return base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()


def digest(*names: str) -> str:
    """Return the SHA-256 of the style sheet of bundles in base64, as content policies name it."""
    return _digest_of(stylesheet(*names))


def clear_caches() -> None:
    """Forget what was read, for tests that switch themes."""
    for cached in (_description_once, _build_once):
        cached.cache_clear()
