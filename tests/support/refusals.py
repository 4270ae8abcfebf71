"""Refusals of the services: a test names the code, so that one refusal is not taken for another."""

import contextlib
from collections.abc import Iterator

import pytest

from portal.core.transitions import TransitionError


@contextlib.contextmanager
def refused(code: str, *, match: str | None = None) -> Iterator[pytest.ExceptionInfo[TransitionError]]:
    """Expect a ``TransitionError`` of this ``code``, with words that ``match``; give it for more looks."""
    with pytest.raises(TransitionError, match=match) as caught:
        yield caught
    assert caught.value.code == code, f"refused with {caught.value.code}, not {code}: {caught.value}"
