"""The labelled texts: good ones, which must not be blocked, and bad ones, which must be found."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.moderation.screening import RuleSet, Verdict, screen

HERE = Path(__file__).parent
PARTS = ("part_a", "part_b", "part_c", "part_d", "part_e")


@dataclass(frozen=True)
class Case:
    """One text with its label; ``badness`` is empty for good texts."""

    kind: str
    text: str
    badness: str


@dataclass(frozen=True)
class Score:
    """What the rules make of a set of cases."""

    good: int
    bad: int
    missed: tuple[Case, ...]
    blocked: tuple[Case, ...]
    touched: tuple[Case, ...]

    @property
    def recall(self) -> float:
        """Share of bad texts that were found."""
        return 1 - len(self.missed) / self.bad

    @property
    def wrong_blocks(self) -> float:
        """Share of good texts that were blocked."""
        return len(self.blocked) / self.good


def cases(part: str) -> list[Case]:
    """Return the cases of one part."""
    data = tomllib.loads((HERE / f"{part}.toml").read_text("utf-8"))
    return [*_listed(data["good"], ""), *(case for badness, kinds in data["bad"].items() for case in _listed(kinds, badness))]


def _listed(kinds: dict[str, str], badness: str) -> Iterator[Case]:
    for kind, text in kinds.items():
        yield from (Case(kind, line.replace("\\n", "\n"), badness) for line in text.splitlines() if line.strip())


def score(chosen: list[Case], rules: RuleSet) -> Score:
    """Return how the rules do on the cases. A bad text counts as found when a person must look at it: a note lets it pass."""
    verdicts = {case: screen({"text": case.text}, case.kind, rules).verdict for case in chosen}
    return Score(
        good=sum(not case.badness for case in chosen),
        bad=sum(bool(case.badness) for case in chosen),
        missed=tuple(case for case in chosen if case.badness and verdicts[case] in {Verdict.CLEAN, Verdict.NOTE}),
        blocked=tuple(case for case in chosen if not case.badness and verdicts[case] == Verdict.BLOCK),
        touched=tuple(case for case in chosen if not case.badness and verdicts[case] not in {Verdict.CLEAN, Verdict.BLOCK}),
    )
