"""What a screen of Wagtail's own cannot read: no page of it sends that, so that it is refused as a bad request."""

from collections.abc import Callable
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import TypeVar

from django.conf import settings
from django.core.exceptions import BadRequest, ValidationError
from django.urls import NoReverseMatch

R = TypeVar("R")

# What reading raises that takes what was sent for something else.
UNREADABLE = (AttributeError, KeyError, NoReverseMatch, TypeError, ValidationError, ValueError)
_OURS = [Path(settings.BASE_DIR) / name for name in ("portal", "cms", "search")]


def passes_through_ours(traceback: TracebackType | None) -> bool:
    """Return whether code of the project was at work when an exception was raised, which is then its own fault."""
    frames = [Path(frame.f_code.co_filename) for frame, _line in walk_tb(traceback)]
    return any(frame.is_relative_to(folder) for frame in frames for folder in _OURS)


def read(by: Callable[[], R]) -> R:
    """Let Wagtail's own code, which a class of ours adds to, read what was sent.

    Raises:
        BadRequest: it cannot, and code of the project had no part in that.
    """
    try:
        return by()
    except UNREADABLE as error:
        if error.__traceback__ is None or passes_through_ours(error.__traceback__.tb_next):
            raise
        raise BadRequest from error
