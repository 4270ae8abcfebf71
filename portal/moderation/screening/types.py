"""The words of the screening: what is looked for, what was found, and what follows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Action(StrEnum):
    """What a hit asks for, from mild to strict."""

    NOTE = "note"
    REVIEW = "review"
    BLOCK = "block"

    @property
    def weight(self) -> int:
        """Rank among the actions."""
        return list(Action).index(self)


class Verdict(StrEnum):
    """What the whole submission gets: the strictest action of its hits."""

    CLEAN = "clean"
    NOTE = "note"
    REVIEW = "review"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Hit:
    """One stretch of a text that a rule objects to.

    ``text[start:end]`` is the stretch in the original text of ``field``; ``kind`` names the kind of badness; ``reason`` says in Chinese
    why nothing excused it; ``masked`` is the stretch with its middle masked, where it is a personal number.
    """

    field: str
    term: str
    start: int
    end: int
    clause: str
    kind: str
    action: Action
    reason: str
    masked: str = ""

    def milder(self, action: Action, reason: str) -> "Hit":
        """Return the hit with at most ``action``; the reason is added where it changes something."""
        return replace(self, action=action, reason=f"{self.reason}{reason}") if action.weight < self.action.weight else self


@dataclass(frozen=True, slots=True)
class Result:
    """What the screening says about one submission."""

    hits: tuple[Hit, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The strictest action of all hits, or clean."""
        worst = max((hit.action for hit in self.hits), key=lambda action: action.weight, default=None)
        return Verdict(worst.value) if worst else Verdict.CLEAN


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that a decision can cite (R-MOD, domain.md §1, 2, 7, 8)."""

    code: str
    title: str
    text: str
    source: str
    action: Action = Action.REVIEW
    order: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a group: a word, or words near one another (``甲|乙 ~6 丙``: in any order; ``>6``: in this order)."""

    pattern: str
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Terms that are wrong for the same reason.

    Args:
        key: a short English name.
        name: the kind of badness, in Chinese.
        clause: code of the clause it offends against.
        action: what its hits ask for unless a term says otherwise.
        grave: also looked for in disguise: homophones, pinyin, inserted letters, reversed order.
        kinds: kinds of content it applies to; empty means all.
        elsewhere: name of the context words that must be near for it to apply to other kinds; empty means it does not apply there.
        reports: milder where a text reports on or warns of the offence.
        negatable: excused where a negation stands before or after.
    """

    key: str
    name: str
    clause: str
    action: Action
    terms: tuple[Term, ...]
    grave: bool = False
    kinds: frozenset[str] = frozenset()
    elsewhere: str = ""
    reports: bool = False
    negatable: bool = False


@dataclass(frozen=True, eq=False)
class RuleSet:
    """All rules at one time. Immutable; what is compiled from it is kept with it.

    Args:
        allowed: phrases within which nothing is objected to, by kind of content (``""``: everywhere).
        contexts: words that change the meaning of others, by name (report, bait, negation, recruit ...).
        folds: look-alikes, parts of characters and signs, see ``fixtures/reference/moderation/lookalikes.toml``.
    """

    clauses: Mapping[str, Clause]
    groups: tuple[Group, ...]
    allowed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    contexts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    folds: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kept: dict = field(default_factory=dict, repr=False)
