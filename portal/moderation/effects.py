"""What a change of the rules would have done to the texts of the last quarter, before it is saved."""

from dataclasses import dataclass

from portal.moderation.extraction import excerpt
from portal.moderation.models.rules import Rule
from portal.moderation.rules import current_rules, kept_rules
from portal.moderation.screening import Hit, Result, screen
from portal.moderation.screening.history import RecentText, recent_texts

# The span that staff look back on (issue: a change says what it would have hit in the last 90 days).
DAYS = 90
SHOWN = 20


@dataclass(frozen=True)
class Change:
    """One text on which the rules would say something else."""

    name: str
    kind: str
    before: str
    after: str
    hits: tuple[str, ...]


@dataclass(frozen=True)
class Effect:
    """What a change would do: how many texts were read, and those it would judge otherwise."""

    read: int
    changes: tuple[Change, ...]

    @property
    def shown(self) -> tuple[Change, ...]:
        """The first of the changes."""
        return self.changes[:SHOWN]

    @property
    def more(self) -> int:
        """How many changes are not shown."""
        return len(self.changes) - len(self.shown)

    @property
    def blocked(self) -> int:
        """How many texts would newly be blocked."""
        return sum(change.after == "block" != change.before for change in self.changes)

    @property
    def released(self) -> int:
        """How many texts would no longer be objected to."""
        return sum(change.after == "clean" != change.before for change in self.changes)


def effect_of(rule: Rule) -> Effect:
    """Return what saving ``rule`` as it is in memory would change."""
    today, then = current_rules(), kept_rules(rule)
    changes, read = [], 0
    for text in recent_texts(DAYS):
        read += 1
        before, after = screen(text.texts, text.kind, today), screen(text.texts, text.kind, then)
        if _hit_positions(before) != _hit_positions(after):
            changes.append(_change(text, before, after))
    return Effect(read, tuple(changes))


def _hit_positions(result: Result) -> set[tuple]:
    return {_place(hit) for hit in result.hits}


def _place(hit: Hit) -> tuple:
    return hit.field, hit.start, hit.end, hit.clause, hit.action


def _change(text: RecentText, before: Result, after: Result) -> Change:
    known, now = _hit_positions(before), _hit_positions(after)
    differing = [hit for hit in after.hits if _place(hit) not in known] or [hit for hit in before.hits if _place(hit) not in now]
    hits = tuple(dict.fromkeys(excerpt(text.texts[hit.field], hit.start, hit.end) for hit in differing))
    return Change(text.name, text.kind, before.verdict.value, after.verdict.value, hits[:3])
