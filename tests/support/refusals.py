"""Refusals of services and of models: a test names the code, so that one refusal is not taken for another."""

import contextlib
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError

from portal.accounts.codes import CodeRefusedError


@contextlib.contextmanager
def refused(
    code: str, *, field: str | None = None, match: str | None = None, error: type[Exception] = ValidationError
) -> Iterator[pytest.ExceptionInfo]:
    """Expect an error of this ``code``; give it for more looks.

    Args:
        code: what the error, or the error of ``field``, is called.
        field: the field that is refused; ``None`` where a service refuses, or a validator.
        match: a pattern that the words fit.
        error: the class of the error: ``ValidationError`` with its children, or ``CodeRefusedError``.
    """
    with pytest.raises(error, match=match) as caught:
        yield caught
    assert (field, code) in _codes(caught.value), f"refused with {_codes(caught.value)}, not {(field, code)}: {caught.value}"


def _codes(error: ValidationError | CodeRefusedError) -> list[tuple[str | None, str]]:
    """Return the fields and codes of an error."""
    if hasattr(error, "error_dict"):
        return [(name, each.code) for name, errors in error.error_dict.items() for each in errors]
    return [(None, each.code) for each in getattr(error, "error_list", [error])]
