"""The rules that come with the portal, read from data files."""

import tomllib
from pathlib import Path

from portal.moderation.screening.types import Action, Clause, Group, RuleSet, Term

FOLDER = Path(__file__).resolve().parents[3] / "fixtures" / "reference" / "moderation"
# Actions as lists write them, in the words of the admin or of the data files.
ACTIONS = {**{action.value: action for action in Action}, "提示": Action.NOTE, "二次审核": Action.REVIEW, "拦截": Action.BLOCK}
GROUP_FILES = ("illegal", "bad", "advertising", "jobs")


def read(name: str) -> dict:
    """Return one data file."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def lines(text: str) -> list[str]:
    """Return the lines of a list in a data file that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def term(line: str) -> Term:
    """Return the term of a line, with its own action if it names one after an equals sign."""
    pattern, _sign, action = line.partition(" = ")
    return Term(pattern.strip(), ACTIONS[action.strip()] if action else None)


def clauses() -> list[Clause]:
    """Return the clauses in their order."""
    rows = read("clauses")["clause"]
    return [Clause(**{**row, "action": Action(row["action"])}, order=number) for number, row in enumerate(rows)]


def groups() -> list[Group]:
    """Return the groups of terms in their order."""
    rows = [row for name in GROUP_FILES for row in read(name)["group"]]
    return [
        Group(
            **{
                **row,
                "action": Action(row["action"]),
                "kinds": frozenset(row.get("kinds", ())),
                "terms": tuple(term(line) for line in lines(row["terms"])),
            }
        )
        for row in rows
    ]


def allowed() -> dict[str, tuple[str, ...]]:
    """Return the allowed phrases by kind of content."""
    found: dict[str, tuple[str, ...]] = {}
    for row in read("allowed")["allowed"]:
        found[row["kind"]] = (*found.get(row["kind"], ()), *lines(row["phrases"]))
    return found


def contexts() -> dict[str, tuple[str, ...]]:
    """Return the context words by name."""
    return {name: tuple(lines(row["words"])) for name, row in read("contexts").items()}


def folds() -> dict[str, dict[str, str]]:
    """Return the tables that undo disguises."""
    return read("lookalikes")


def shipped_rules() -> RuleSet:
    """Return all rules as shipped."""
    return RuleSet({clause.code: clause for clause in clauses()}, tuple(groups()), allowed(), contexts(), folds())
