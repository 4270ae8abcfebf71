"""How long the screening takes with many terms: for the benchmark, and for the test that holds its growth."""

import time
from dataclasses import replace
from itertools import islice, product

from portal.moderation.screening import RuleSet, Term, screen
from tests.moderation.screening.cases import PARTS, cases

TERMS = 20_000
CHARACTERS = 1_000
# Characters from which terms are made that stand in no text: rare ones, of the extension A.
_FIRST_RARE, _RARE = 0x3400, 40


def with_terms(rules: RuleSet, count: int) -> RuleSet:
    """Return rules with as many terms as ``count`` in all; those added are made up."""
    have = sum(len(group.terms) for group in rules.groups)
    rare = [chr(_FIRST_RARE + number) for number in range(_RARE)]
    made_up = ("".join(chars) for chars in product(rare, repeat=3))
    added = replace(rules.groups[0], key="made_up", grave=False, terms=tuple(map(Term, islice(made_up, count - have))))
    return replace(rules, groups=(*rules.groups, added), kept={})


def sample(length: int = CHARACTERS) -> str:
    """Return trade texts of the labelled good ones, ``length`` characters."""
    texts = [case.text for part in PARTS for case in cases(part) if not case.badness and case.kind == "product"]
    return "\n".join(texts * (1 + length // len("".join(texts))))[:length]


def milliseconds(rules: RuleSet, text: str, kind: str = "product", rounds: int = 10) -> float:
    """Return the processor time of one screening after warming up, the best of several."""
    screen({"text": text}, kind, rules)
    times = []
    for _round in range(rounds):
        started = time.process_time()
        screen({"text": text}, kind, rules)
        times.append(time.process_time() - started)
    return min(times) * 1000
