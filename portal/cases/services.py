"""What happens to a case: opened, looked up by whoever knows its secret, answered, escalated."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, cast

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.limits import consume, reached
from portal.accounts.models import User
from portal.cases.clocks import due_at
from portal.cases.handlers import tell_of_new
from portal.cases.kinds import C, CaseKind, N, NumberedKind
from portal.cases.limits import CALL_BACK, clock_of, in_force
from portal.core import audit
from portal.core.drawn import drawn_text
from portal.core.encryption import blind_index
from portal.core.grades import Grade
from portal.core.transitions import TransitionError

_CODE_LENGTH = 6
# Wrong secrets are counted by network address under this name of ACCESS_LIMITS, for all kinds together.
_GUESSES = "case_lookup"


class TooManyGuessesError(Exception):
    """An address has given so many wrong secrets that even the right one is not answered for a while."""


def opened_within_the_hour(kind: CaseKind[C], address: str) -> int:
    """Return how many cases of a kind a network address has opened in the last hour."""
    since = timezone.now() - timedelta(hours=1)
    return kind.cases.filter(address_index=blind_index(address, kind.address_purpose), created_at__gt=since).count()


@transaction.atomic
def open_case(kind: CaseKind[C], *, address: str, contact: str = "", **values) -> tuple[C, str]:
    """Keep a new case, tell who handles its kind, and return it with the secret that only its sender knows.

    Args:
        kind: the kind.
        address: where the request came from; only its blind index is kept.
        contact: how to reach the sender, or nothing; kept encrypted.
        values: the kind's own columns.
    """
    code, code_index = new_code(kind)
    first_state = cast("models.Field", kind.model._meta.get_field("state")).get_default()
    case = kind.cases.create(
        number=kind.series.next(),
        code_index=code_index,
        address_index=blind_index(address, kind.address_purpose),
        contact=contact.strip(),
        **time_limit(kind, state=first_state),
        **values,
    )
    audit.record(kind.audit, case, after={name: getattr(case, name) for name in kind.audited})
    tell_of_new(kind, case)
    return case, code


def time_limit(kind: CaseKind[C], case: C | None = None, *, state: str = "") -> dict:
    """Return the columns of the time limit that begins now.

    Args:
        kind: the kind.
        case: the case, which may end it sooner than its kind does (:meth:`portal.cases.models.Case.bounded`).
        state: in which state; without one the kind's own limit.
    """
    start, clock = timezone.now(), clock_of(kind, state)
    deadline = due_at(start, clock)
    if case is not None:
        deadline = case.bounded(deadline, start)
    return {"due_at": deadline.at, "due_why": deadline.why, "due_from": start, "due_number": clock.number, "warned_percent": 0}


def new_code(kind: NumberedKind[N]) -> tuple[str, str]:
    """Draw a secret and return it with the blind index that is kept in its place."""
    code = drawn_text(_CODE_LENGTH)
    return code, blind_index(code, kind.code_purpose)


def renew_code(kind: NumberedKind[N], case: N) -> str:
    """Draw a new secret for a case and return it; the old one opens nothing any more."""
    code, code_index = new_code(kind)
    kind.cases.filter(pk=case.pk).update(code_index=code_index)
    return code


def find_case(kind: NumberedKind[N], number: str, code: str) -> N | None:
    """Return the case with this number if the secret belongs to it; a wrong secret and a wrong number look alike."""
    index = blind_index(code.strip().upper(), kind.code_purpose)
    case = kind.cases.filter(number=number.strip().upper()).first()
    return case if case and index and secrets.compare_digest(case.code_index, index) else None


def look_up(kind: NumberedKind[N], number: str, code: str, *, address: str) -> N | None:
    """Return what :func:`find_case` finds, and count wrong secrets by network address; raises as :func:`look_up_any`."""
    found = look_up_any([kind], number, code, address=address)
    return cast("N", found[1]) if found else None


def look_up_any(kinds: Iterable[NumberedKind], number: str, code: str, *, address: str) -> tuple[NumberedKind, Any] | None:
    """Return the kind and the case to which number and secret belong; a wrong pair is one guess however many kinds there are.

    Raises:
        TooManyGuessesError: the address has had its wrong guesses (``case_lookup`` of the setting ``ACCESS_LIMITS``).
    """
    if reached(_GUESSES, address):
        raise TooManyGuessesError
    for kind in kinds:
        case = find_case(kind, number, code)
        if case is not None:
            return kind, case
    consume(_GUESSES, address)
    return None


def reply(kind: CaseKind[C], case: C, to_state: str, text: str, user: User, note: str = "") -> C:
    """Answer the sender and move the case on.

    Args:
        kind: the kind.
        case: the case; locked and read anew.
        to_state: the next state.
        text: what the sender reads; checked by the kind before it is kept.
        user: who handles it; the first one is its owner from then on.
        note: what only staff read; whoever is told of the new state reads it in the place of the text.

    Raises:
        TransitionError: the move is not in the table, or the text is empty.
        ValidationError: the kind's check refuses the text.
    """
    # Outside the transaction: that a text was refused stays in the audit though nothing else is written.
    kind.check_reply(text, user, case)
    return move(kind, case, to_state, text.strip(), user, note=note.strip(), handles=True)


def escalate(kind: CaseKind[C], case: C, text: str, user: User) -> C:
    """Hand a case to the director, who is told; errors as of :func:`reply`."""
    return reply(kind, case, kind.escalated, text, user)


@transaction.atomic
def move(  # noqa: PLR0913 - what a step may say
    kind: CaseKind[C],
    case: C,
    to_state: str,
    text: str,
    user: User | None,
    *,
    note: str = "",
    handles: bool = False,
    within=None,
    **changes,
) -> C:
    """Move a case on with words for its sender, and tell whom the kind names; the step that all services of a kind are made of.

    Args:
        kind, case, to_state, note: as in :func:`reply`.
        text: what the sender reads; not checked here.
        user: who moves it; nobody where somebody without an account does.
        handles: whether the user becomes its owner if it has none.
        within: the cases that may be moved here; all of them when left out.
        changes: the kind's own columns that change with the state.

    Raises:
        ObjectDoesNotExist: the case is not ``within``.
        TransitionError: the move is not in the table, or there are no words.
    """
    if handles:
        changes["owner"] = cast("C", kind.lifecycle.locked(case.pk, within)).owner or user
    closed_at = None if to_state in kind.model.open_states else timezone.now()
    if to_state in kind.model.closing_states:
        # It was answered then.
        closed_at = cast("C", kind.lifecycle.locked(case.pk, within)).closed_at or closed_at
    moved = cast(
        "C", kind.lifecycle.move(case.pk, to_state, actor=user, reason=note or text, within=within, closed_at=closed_at, **changes)
    )
    if moved.is_answered and moved.in_time is None:
        # The first answer counts, whatever is asked after it.
        moved.in_time = cast("datetime", closed_at) <= moved.due_at
        moved.save(update_fields=["in_time"])
    moved.replies.create(text=text, note=note, by=user)
    for told in kind.owners[to_state](user) if to_state in kind.owners else ():
        kind.tell(told, moved, note or text)
    return moved


@transaction.atomic
def reopen(kind: CaseKind[C], case: C, text: str, user: User | None, *, asked: str = "", **changes) -> C:
    """Take an ended case up again for its sender; its time limit begins anew, and who handles it is told by the kind.

    Args:
        text: what the case says of it; not what the sender asks.
        user: the sender, where there is an account.
        asked: what the sender asks, where the kind's replies keep it (:class:`portal.cases.models.TwoWayReply`).
        changes: the kind's own columns that change with it.

    Raises:
        TransitionError: it has not ended, or this kind is not taken up again.
    """
    moved = move(kind, case, kind.reopened, text, user, **{**time_limit(kind, case), **changes})
    if asked:
        step: Any = moved.replies.latest("pk")
        step.from_sender, step.asked = True, asked.strip()
        step.save(update_fields=["from_sender", "asked"])
    return moved


@transaction.atomic
def keep_grade(kind: CaseKind[C], case: C, *, grade: int, comment: str = "") -> C:
    """Keep how content the sender is with the answer, once, and until when to call back whoever is not.

    What is written is not checked here, and the deed is for the kind to note.

    Raises:
        TransitionError: ``rated``: there is no answer, or it has its grade.
    """
    locked: Any = kind.lifecycle.locked(case.pk)
    if not locked.may_be_rated():
        raise TransitionError(_("现在不能评价：还没有办结，或者已经评价过。"), code="rated")
    locked.grade, locked.comment, locked.rated_at = grade, comment, timezone.now()
    if grade <= Grade.POOR:
        locked.call_until = due_at(locked.rated_at, in_force(CALL_BACK)).at
    locked.save(update_fields=["grade", "comment", "rated_at", "call_until"])
    return locked


@transaction.atomic
def keep_note(kind: CaseKind[C], case: C, note: str, user: User) -> None:
    """Keep what only staff read, without moving the case on."""
    locked: Any = kind.lifecycle.locked(case.pk)
    locked.replies.create(text="", note=locked.unnamed(note.strip()), by=user)
    audit.record(f"{kind.audit}.noted", locked, actor=user)


@transaction.atomic
def note_call(kind: CaseKind[C], case: C, user: User, note: str) -> C:
    """Note what came of calling back somebody who gave a poor grade; the deed is for the kind to log.

    Raises:
        TransitionError: ``called``: nobody is to be called, or somebody has called.
    """
    locked: Any = kind.lifecycle.locked(case.pk)
    if not locked.waits_for_call:
        raise TransitionError(_("这件不用回访，或者已经回访过。"), code="called")
    locked.called_back_at = timezone.now()
    locked.save(update_fields=["called_back_at"])
    locked.replies.create(text="", note=_("回访：%(note)s") % {"note": locked.unnamed(note.strip())}, by=user)
    return locked


def move_after(kind: CaseKind[C], states: Iterable[str], to_state: str, days: int, text: str) -> list[C]:
    """Move on the cases that were answered so many days ago and still stand in one of these states; return them.

    Args:
        kind: the kind.
        states: in which they stand.
        to_state: the next state, such as closed or archived.
        days: how many days are over since the answer.
        text: what the case says of it.
    """
    old = kind.cases.filter(state__in=list(states), closed_at__lt=timezone.now() - timedelta(days=days))
    moved = []
    for case in old:
        try:
            moved.append(move(kind, case, to_state, text, None, within=old))
        except kind.model.DoesNotExist:
            # Its sender was quicker.
            continue
    return moved
