"""What the workbench shows of a kind of case: what is open and what the director has been asked to decide."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from portal.cases.kinds import CaseKind
from portal.workbench.tiles import Tile


def overdue() -> Q:
    """Return which cases owe their outcome longer than they may."""
    return Q(due_at__lt=timezone.now())


def call_overdue() -> Q:
    """Return of which of the cases that are to be called back the time for it is over."""
    return Q(call_until__lt=timezone.now())


def case_tiles(  # noqa: PLR0913 - two tiles share them
    kind: CaseKind,
    name: str,
    label: str | Promise,
    url: str,
    escalated_label: str | Promise,
    decides: str,
    *,
    late: Callable[[], Q] = overdue,
    order: int = 100,
) -> tuple[Tile, Tile]:
    """Return a tile of the open cases of a kind, and one of those that were escalated.

    Args:
        kind: the kind.
        name: stem of the names of the tiles.
        label: what the open cases are called; the escalated ones are not among them for who decides these.
        url: name of the address of the queue.
        escalated_label: what the escalated ones are called.
        decides: the permission of who decides the escalated ones.
        late: which of them are late.
        order: place of the first tile; the escalated ones stand before it.
    """

    def still_open(user: Any) -> QuerySet:
        rows = kind.cases.filter(state__in=kind.model.open_states)
        return rows.exclude(state=kind.escalated) if user.has_perm(decides) else rows

    def escalated(user: Any) -> QuerySet:
        return kind.cases.filter(state=kind.escalated)

    tile = partial(Tile, url=url, since="created_at", late=late)
    return (
        tile(name=name, label=label, may_see=kind.permission, rows=still_open, order=order),
        tile(name=f"{name}_escalated", label=escalated_label, may_see=decides, rows=escalated, order=order - 25),
    )
