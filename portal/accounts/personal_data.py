"""What the portal holds about one person: every domain contributes its part (PIPL art. 44-47; 条例 23, 24).

A model with a foreign key to the user either belongs to a part or says why it is none; the system check ``accounts.E001`` finds the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from portal.accounts.models import User


@dataclass(frozen=True)
class Part:
    """One part of a person's data.

    Attributes:
        code: key in the exported file.
        title: heading on the page.
        rows: returns what is held as ``{label: value}`` per row; values are what JSON can carry.
        erase: deletes or anonymises it when the account is closed.
        kept: what the law keeps after that and for how long, in words; empty if nothing.
    """

    code: str
    title: str | Promise
    rows: Callable[[User], list[dict]]
    erase: Callable[[User], None]
    kept: str | Promise = ""


_parts: dict[str, Part] = {}
_covered: set[str] = set()
_exempt: dict[str, str | Promise] = {}


def contribute(part: Part, *labels: str) -> None:
    """Add a domain's part.

    Args:
        part: the part.
        labels: the models (``app.Model``) that it covers.
    """
    _parts[part.code] = part
    _covered.update(label.lower() for label in labels)


def exempt(label: str, reason: str | Promise) -> None:
    """Say why a model with a foreign key to the user is no part of that person's data: the row is about something else."""
    _exempt[label.lower()] = reason


def parts() -> list[Part]:
    """Return all parts in the order of their registration."""
    return list(_parts.values())


def accounted_for(label: str) -> bool:
    """Return whether a model contributes or says why not."""
    return label.lower() in _covered or label.lower() in _exempt


def export(user: User) -> dict[str, list[dict]]:
    """Return all that is held about a person, by code of the part."""
    return {part.code: part.rows(user) for part in parts()}
