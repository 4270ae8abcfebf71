"""What was typed into a form that did not get through: found again by the view that draws the form (:mod:`portal.my.kept` keeps it)."""

from dataclasses import dataclass

from django.http import QueryDict


@dataclass(frozen=True)
class Kept:
    """What was typed, and whether files had been chosen, which have to be chosen again."""

    data: QueryDict
    had_files: bool = False


def kept_of(request) -> Kept | None:
    """Return what was typed into the form of this page before, if that is kept and the page is only looked at."""
    return getattr(request, "kept_form", None)


def kept_data(request) -> QueryDict | None:
    """Return the same as the data of a form, or nothing."""
    kept = kept_of(request)
    return kept.data if kept else None
