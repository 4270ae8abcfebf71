"""Several cases about the same thing become one: the duplicate's sender is told, and follows the state of the one that goes on."""

from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.cases.kinds import C, CaseKind
from portal.cases.services import move, reopen
from portal.core.transitions import TransitionError


@transaction.atomic
def merge(kind: CaseKind[C], case: C, number: str, text: str, user: User) -> C:
    """Merge a duplicate into another case of its kind, which goes on alone; what had been merged into the duplicate follows it.

    Args:
        kind: a kind with the state ``merged``, on :class:`portal.cases.models.Mergeable`.
        case: the duplicate.
        number: that of the case which goes on.
        text: what the duplicate's sender reads; names nobody.
        user: who merges them.

    Raises:
        TransitionError: ``main``: there is no such case, it is the duplicate itself, or it has ended; or the duplicate has.
    """
    pair = kind.cases.filter(number__in=(case.number, number.strip().upper()))
    # Locked in one order, so that two who merge them into each other do not wait for one another.
    locked = {row.pk: row for row in pair.select_for_update(of=("self",)).order_by("pk")}
    main = next((row for key, row in locked.items() if key != case.pk), None)
    if main is None or not main.is_open:
        raise TransitionError(_("没有这个编号的另一件，或者那一件已经办结。"), code="main")
    cast("Any", locked[case.pk]).duplicates.update(merged_into=main)
    return move(kind, case, kind.merged, text, user, handles=True, merged_into=main)


def take_apart(kind: CaseKind[C], main: C, text: str, user: User | None) -> list[C]:
    """Take up again what had been merged into a case that ends without an answer; return it.

    Args:
        text: what its senders read.
        user: who has ended the case.
    """
    duplicates = list(cast("Any", main).duplicates.filter(state=kind.merged))
    return [reopen(kind, duplicate, text, user, merged_into=None) for duplicate in duplicates]
