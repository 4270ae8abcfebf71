"""Parsers as bad as any: what the guard is for."""

import os


def endless(_stream) -> tuple[None, bytes]:
    """Never come back."""
    while True:
        pass


def greedy(_stream) -> tuple[int, bytes]:
    """Take more memory than there is for one file."""
    return len(bytearray(2**31)), b""


def crashing(_stream) -> None:
    """Die as a fault in a C library would."""
    os.abort()


def talkative(_stream) -> tuple[None, bytes]:
    """Print where the answer goes."""
    print("not the answer")  # noqa: T201 - that is the point
    return None, b"bytes"


def unexpected(_stream) -> None:
    """Raise what nobody thought of."""
    raise RuntimeError("x")


def environment(_stream) -> tuple[list[str], bytes]:
    """Return the names in its environment."""
    return sorted(os.environ), b""


def echo(stream) -> tuple[int, bytes]:
    """Return the file."""
    content = stream.read()
    return len(content), content
