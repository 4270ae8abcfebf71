"""The screening: recall and wrong blocks on the labelled texts, and its time with 20,000 terms."""

import os
import time

from tests.benchmarks.stage import Stage

TITLE = (
    "Screening (goal: recall at least 0.98, wrong blocks at most 1 %; 1,000 characters against 20,000 terms within 5 ms; "
    "twice the text at most 2.5 times the time)"
)


def measure(_stage: Stage) -> list[tuple[str, ...]]:
    """Return the table: each part of the labelled texts with its figures, then the time."""
    _prepare()
    from portal.moderation.screening.shipped import shipped_rules
    from tests.moderation.screening import speed
    from tests.moderation.screening.cases import PARTS, cases, score

    rules = shipped_rules()
    rows = [("labelled texts", "good", "bad", "recall", "wrong blocks", "good with a remark")]
    for part in PARTS:
        found = score(cases(part), rules)
        remarks = f"{len(found.touched)}"
        rows.append((part, f"{found.good}", f"{found.bad}", f"{found.recall:.4f}", f"{found.wrong_blocks:.4f}", remarks))
    many = speed.with_terms(rules, speed.TERMS)
    spent = speed.milliseconds(many, speed.sample(), rounds=30)
    rows.append((f"{speed.CHARACTERS} characters, {speed.TERMS} terms", "", "", "", "", f"{spent:.1f} ms"))
    rows += [(f"{unit!r} twice as often", "", "", "", "", f"{_growth(rules, unit):.2f} times the time") for unit in _UNITS]
    return rows


# What made the screening slow before it was linear.
_UNITS = ("dubo", "1、", "138 0000 1234，", "赌x博")
_CHARACTERS = 20_000


def _growth(rules, unit: str) -> float:
    """Return how many times as long the screening takes for twice the text, the best of three; 2.5 is the most that is right."""
    from portal.links.judging import text_of
    from portal.moderation.screening import masked_copy, screen

    def spent(size: int) -> float:
        text, took = (unit * size)[:size], []
        for _round in range(3):
            started = time.process_time()
            screen({"text": text}, "story", rules)
            masked_copy(text)
            text_of(f"<{text}")
            took.append(time.process_time() - started)
        return min(took)

    return spent(2 * _CHARACTERS) / spent(_CHARACTERS)


def _prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    import django

    django.setup()
