"""Where a new page may go: an editor who presses + on a section means something that stands in one of its columns."""

from dataclasses import dataclass

from wagtail.models import Page


@dataclass(frozen=True)
class Place:
    """A page below which one kind of page may be written, and that kind."""

    parent: Page
    model: type[Page]


def places_below(parent: Page, user) -> list[Place]:
    """Return the places among the pages right below ``parent`` in which the user may write what has no pages below it."""
    found = []
    for child in parent.get_children().specific().order_by("path"):
        kinds = [kind for kind in type(child).creatable_subpage_models() if not kind.allowed_subpage_models() and kind.can_create_at(child)]
        if kinds and child.permissions_for_user(user).can_add_subpage():
            found += [Place(child, kind) for kind in kinds]
    return found


def kinds_at(parent: Page) -> list[type[Page]]:
    """Return the kinds of pages that may be made right below ``parent``, as Wagtail offers them."""
    return [kind for kind in type(parent).creatable_subpage_models() if kind.can_create_at(parent)]
