"""Plain text."""

import re

import filetype

from portal.uploads.refusal import Refusal

_HEAD = 4096
_PROGRAM = re.compile(rb"<\?php|<script\b|<html\b", re.IGNORECASE)
_LOOKED_AT = 65_536


def inspected(stream) -> tuple[None, bytes]:
    """Look through a text file.

    Raises:
        Refusal: ``type`` or ``program``.
    """
    content = stream.read()
    if b"\0" in content or filetype.guess(content[:_HEAD]) is not None or content[:2] in {b"MZ", b"#!"}:
        raise Refusal("type")
    if _PROGRAM.search(content[:_LOOKED_AT]):
        raise Refusal("program")
    return None, b""
