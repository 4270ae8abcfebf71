"""The declaration of a kind of case; the engine knows no kind by name."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db.models import QuerySet
from django.utils.functional import Promise

from portal.accounts.models import User
from portal.cases.clocks import Clock
from portal.cases.models import Case, Numbered
from portal.cases.numbers import NumberSeries
from portal.core.lifecycle import Lifecycle
from portal.core.transitions import StateTable

N = TypeVar("N", bound=Numbered)
C = TypeVar("C", bound=Case)


@dataclass(frozen=True)
class NumberedKind(Generic[N]):
    """Things of one table that people find by number and secret.

    Args:
        code: stem of the blind indexes of their secrets; never changed once there are any.
        model: the table, on :class:`portal.cases.models.Numbered`.
    """

    code: str
    model: type[N]

    @property
    def cases(self) -> QuerySet[N]:
        """All of them."""
        return self.model._default_manager.all()

    @property
    def code_purpose(self) -> str:
        """For what the secrets are indexed."""
        return f"{self.code}-code"


@dataclass(frozen=True)
class Step:
    """A time limit that holds in the first states of a kind, before the kind's own begins.

    Args:
        code: under which the director sets it (:class:`portal.cases.models.TimeLimit`), as the kind's own is set under the kind's code.
        label: what is owed, as staff read it.
        clock: returns it where the director has set none.
        states: the states in which it holds.
    """

    code: str
    label: str | Promise
    clock: Callable[[], Clock]
    states: frozenset[str]


@dataclass(frozen=True)
class CaseKind(NumberedKind[C]):
    """How cases of one kind are numbered, timed, moved and answered (docs/adr/0014-cases.md).

    Args:
        code: stem of the blind indexes of secrets and addresses, as of :class:`NumberedKind`.
        model: the table, on :class:`portal.cases.models.Case`; its replies are related as ``replies``.
        series: the series of its numbers.
        clock: returns the time limit, read when a case is opened.
        moves: which state may follow which.
        owners: by state, who is told that a case has come there: a function of the acting user, who is left out.
        escalated: the state in which the director decides.
        audit: stem of the actions in the audit log: itself for a new case, with the state for each step.
        permission: what one needs to handle them; who has got it hears of new and late ones (:mod:`portal.cases.handlers`).
        url_name: name of the address of a case for staff.
        check_reply: called with text, user and case before a reply is kept; raises ``ValidationError`` for what may not be said.
        tell: tells an owner of the case's new state, with the note for staff or else the text of the move.
        audited: names of the columns that the audit log keeps of a new case; no personal data.
        told_of_late: who hears of late ones besides who is in charge: a function like those of ``owners``.
        reopened: the state in which the sender takes an ended case up again, if this kind has one; its time limit begins anew.
        acceptance: the time limit before somebody has accepted a case, if this kind has one; ``clock`` begins with the acceptance.
        merged: the state of a case that has been merged into another of its kind, if this kind has one (:mod:`portal.cases.merging`).

    Raises:
        ValueError: the model's open states are not those that the table of moves leads on from.
    """

    series: NumberSeries
    clock: Callable[[], Clock]
    moves: StateTable
    owners: Mapping[str, Callable[[User | None], Iterable[User]]]
    escalated: str
    audit: str
    permission: str
    url_name: str
    check_reply: Callable[[str, User, C], object]
    tell: Callable[[User, C, str], object]
    audited: tuple[str, ...] = field(default=())
    told_of_late: Callable[[User | None], Iterable[User]] = field(default=lambda _user: ())
    reopened: str = ""
    acceptance: Step | None = None
    merged: str = ""
    lifecycle: Lifecycle = field(init=False)

    def __post_init__(self):
        closing = {self.reopened, *self.model.closing_states}
        leading_on = {state for state, following in self.moves.moves.items() if following - closing}
        if leading_on != set(map(str, self.model.open_states)):
            raise ValueError(f"{self.model.__name__}.open_states do not fit the moves of {self.code}")
        object.__setattr__(self, "lifecycle", Lifecycle(self.model, self.moves, prefix=self.audit))

    def step_in(self, state: str) -> Step | None:
        """Return the step that has a time limit of its own in a state; nothing where the kind's own holds."""
        return self.acceptance if self.acceptance is not None and state in self.acceptance.states else None

    @property
    def limits(self) -> list[tuple[str, str | Promise, Callable[[], Clock]]]:
        """Its time limits: the code under which the director sets each, what it is called, and what holds where nothing is set."""
        name = self.model._meta.verbose_name or self.code
        step = self.acceptance
        return [(self.code, name, self.clock), *([(step.code, step.label, step.clock)] if step else [])]

    @property
    def address_purpose(self) -> str:
        """For what network addresses are indexed."""
        return f"{self.code}-address"
