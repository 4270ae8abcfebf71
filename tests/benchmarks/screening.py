"""The screening: recall and wrong blocks on the labelled texts, and its time with 20,000 terms."""

import os

from tests.benchmarks.stage import Stage

TITLE = "Screening (goal: recall at least 0.98, wrong blocks at most 1 %; 1,000 characters against 20,000 terms within 5 ms)"


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
    return rows


def _prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    import django

    django.setup()
