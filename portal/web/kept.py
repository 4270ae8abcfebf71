"""What was typed into a form that did not get through: found again by the view that draws the form (:mod:`portal.my.kept` keeps it)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, QueryDict


@dataclass(frozen=True)
class Kept:
    """What was typed and chosen.

    ``files`` are the kept files by the names of their fields; ``lost_files`` says that others have to be chosen again, ``needs_cookies``
    that the browser sends no cookie, without which no form gets through, ``not_saved`` that the site could not write just now.
    """

    data: QueryDict
    lost_files: bool = False
    files: Mapping[str, Any] = field(default_factory=dict)
    needs_cookies: bool = False
    not_saved: bool = False


def kept_of(request: HttpRequest) -> Kept | None:
    """Return what was typed into the form of this page before, if that is kept and the page is only looked at."""
    return getattr(request, "kept_form", None)


def kept_data(request: HttpRequest) -> QueryDict | None:
    """Return the same as the data of a form, or nothing."""
    kept = kept_of(request)
    return kept.data if kept else None
