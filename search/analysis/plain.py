"""Plain text of rich text and streams."""

import html
import re

from wagtail.blocks import StreamValue

_BREAKS = re.compile(r"<(?:br|/p|/li|/h\d|/td|/th|/tr|/div)[^<>]*>", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]+>")


def plain(value) -> str:
    """Return the readable text of a stream, of rich text or of a string, one block a line."""
    if isinstance(value, StreamValue):
        return "\n".join(filter(None, (plain(text) for child in value for text in _texts(child.block.get_prep_value(child.value)))))
    text = html.unescape(_TAGS.sub("", _BREAKS.sub("\n", str(value or ""))))
    return "\n".join(filter(None, map(str.strip, text.splitlines())))


def _texts(value) -> list[str]:
    """Return every string inside a block's stored value; keys and numbers are no text."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for key, inner in value.items() if key not in {"id", "type"} for text in _texts(inner)]
    return [text for inner in value for text in _texts(inner)] if isinstance(value, list | tuple) else []
