"""What people type into cells, made comparable."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from portal.core.text import clean_line, clean_text

_SPACES = re.compile(r"[^\S\n]+")
_ITEM_ENDS = re.compile(r"[、，,；;\n]")
_PART_ENDS = re.compile(r"(?<!\\)((?:\\\\)*)[|｜]")
# Longest text of a cell in the file format.
MAX_CELL = 32_767
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"([\\|｜])")


def lines_of(value: str) -> list[str]:
    """Return the lines of a cell in their one form, each trimmed and with single blanks; empty lines at both ends are dropped."""
    lines = [line.strip() for line in _SPACES.sub(" ", clean_text(value)).split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    return lines


def clean(value: str) -> str:
    """Return a cell's text in the form in which texts are compared and kept; lines stay lines."""
    return "\n".join(lines_of(value))


def split_items(value: str) -> list[str]:
    """Return the values of a cell that holds several, separated by ``、``, commas, semicolons or line breaks."""
    return [item for item in map(clean_line, _ITEM_ENDS.split(clean(value))) if item]


def join_parts(parts: Iterable[str]) -> str:
    """Return one line ``a|b|c`` without empty parts at its end; a bar inside a part is written as ``\\|``."""
    kept = list(map(clean_line, parts))
    while kept and not kept[-1]:
        kept.pop()
    return "|".join(_ESCAPED.sub(r"\\\1", part) for part in kept)


def split_parts(line: str) -> list[str]:
    """Return the parts of a line ``a|b|c``; the full-width bar of Chinese input methods counts as well."""
    marked = _PART_ENDS.sub("\\1\x00", line)
    return [re.sub(r"\\([\\|｜])", r"\1", part).strip() for part in marked.split("\x00")]


def too_long_note() -> str:
    """Return what stands in a cell for a text that a cell cannot hold; left as it is, it changes nothing."""
    return _("〔内容过长，表格里放不下。请在后台修改；这一格请保持原样。〕")


def shown_text(value: str) -> str:
    """Return a text as a cell can hold it: without control characters, and not longer than the file format allows."""
    text = _CONTROL.sub("", value)
    return text if len(text) <= MAX_CELL else too_long_note()
