"""How a record goes from state to state: one row lock, one table of moves, one entry in the audit log, one signal (design.md rule 4)."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import Any, cast

from django.db import models, transaction
from django.dispatch import Signal
from django.utils.text import format_lazy

from portal.core import audit
from portal.core.transitions import StateTable

# What others keep of a record (search entries, kept pages) may be out of date. Sent inside the transaction, sender the model, with
# ``instance`` and ``move``: the move that was just saved, or None when what decides about the record has changed elsewhere.
record_changed = Signal()


@dataclass(frozen=True)
class Move:
    """What happened to a record."""

    from_state: str
    to_state: str
    actor: models.Model | None
    reason: str


class Lifecycle:
    """The states of one model and the only way from one to another.

    Args:
        model: has a field ``state`` with choices; their labels name the actions in the audit log.
        moves: which state may follow which.
        prefix: of the audit actions, such as ``talent.job``.
        reasoned: states that nobody enters without a reason; all of them when left out.
        ledger: called with record and :class:`Move` inside the transaction, for a domain that keeps books of its own.
    """

    def __init__(
        self,
        model: type[models.Model],
        moves: StateTable,
        *,
        prefix: str,
        reasoned: Set[str] | None = None,
        ledger: Callable[[models.Model, Move], object] | None = None,
    ):
        self.model, self.moves, self.prefix, self.ledger = model, moves, prefix, ledger
        self.reasoned = frozenset(moves.moves if reasoned is None else map(str, reasoned))
        state_field: models.Field = cast(models.Field, model._meta.get_field("state"))
        kind, states = model._meta.verbose_name, state_field.flatchoices
        audit.name_actions({f"{prefix}.{state}": format_lazy("{}：{}", kind, label) for state, label in states})

    def locked(self, pk, within: models.QuerySet | None = None) -> Any:
        """Return a record, locked until the caller's transaction ends and read anew.

        Args:
            pk: its key.
            within: the records that may be moved here; all of them when left out.

        Raises:
            ObjectDoesNotExist: there is none with this key ``within``.
        """
        rows = self.model._default_manager.all() if within is None else within
        return rows.select_for_update(of=("self",)).get(pk=pk)

    @transaction.atomic
    def move(self, pk, to: str, *, actor=None, reason: str = "", within: models.QuerySet | None = None, **changes) -> Any:
        """Move a record that is locked and read anew, so that two people cannot cross.

        Args:
            pk: its key.
            to: the state it gets.
            actor: who moves it; ``None`` is the portal itself.
            reason: why; kept with the move.
            within: the records that may be moved here; all of them when left out.
            changes: further fields that change with the state.

        Returns:
            the record as it is now.

        Raises:
            ObjectDoesNotExist: there is none with this key ``within``.
            TransitionError: the table does not allow the move, or a reason is missing.
        """
        record = self.locked(pk, within)
        self.moves.check(record.state, to, reason if str(to) in self.reasoned else reason or to)
        move = Move(str(record.state), str(to), actor, str(reason).strip())
        for name, value in {"state": move.to_state, **changes}.items():
            setattr(record, name, value)
        record.save(update_fields=["state", *changes])
        if self.ledger:
            self.ledger(record, move)
        before, after = {"state": move.from_state}, {"state": move.to_state}
        audit.record(f"{self.prefix}.{move.to_state}", record, actor=actor, before=before, after=after, reason=move.reason)
        record_changed.send(sender=self.model, instance=record, move=move)
        return record


def visibility_changed(record: models.Model) -> None:
    """Tell whoever keeps something of a record that what decides about it has changed elsewhere, such as a consent or a setting."""
    record_changed.send(sender=type(record), instance=record, move=None)
