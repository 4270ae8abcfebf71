"""State machines as tables of allowed moves (design.md rule 4)."""

from collections.abc import Mapping, Set

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class TransitionError(ValidationError):
    """A move that the table does not allow, or one without its reason."""


class StateTable:
    """Which state may follow which.

    Args:
        moves: every state with the states that may follow it; all states appear as keys.
    """

    def __init__(self, moves: Mapping[str, Set[str]]):
        self.moves = {str(state): frozenset(map(str, following)) for state, following in moves.items()}

    def following(self, state: str) -> frozenset[str]:
        """Return the states that may follow ``state``."""
        return self.moves.get(str(state), frozenset())

    def check(self, from_state: str, to_state: str, reason: str) -> None:
        """Check one move.

        Raises:
            TransitionError: the move is not allowed, or ``reason`` is empty.
        """
        if str(to_state) not in self.following(from_state):
            raise TransitionError(_("当前状态不能变更为所选状态。"), code="transition")
        if not reason.strip():
            raise TransitionError(_("请写明变更理由。"), code="reason")
