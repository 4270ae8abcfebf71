"""The rules in force: what staff keep in the database, or what came with the portal where nothing has been loaded yet."""

from django.db import OperationalError, ProgrammingError

from portal.core.cache import shared
from portal.moderation.models.rules import AllowedPhrases, ContextWords, Rule, RuleClause, TermGroup
from portal.moderation.screening import RuleSet
from portal.moderation.screening.shipped import folds, lines, shipped_rules


def current_rules() -> RuleSet:
    """Return the rules in force; the same object until the shared data changes, because making it ready for searching takes a moment."""
    return shared("moderation:rules", _ready_rules)


_ready: list[RuleSet] = []


def _ready_rules() -> RuleSet:
    """Return the rules of the database, the object of last time if they say the same.

    Every publication changes the shared data, and making a rule set ready takes half a second that the next submission would wait.
    """
    rules = kept_rules()
    if not _ready or _content(_ready[0]) != _content(rules):
        _ready[:] = [rules]
    return _ready[0]


def _content(rules: RuleSet) -> tuple:
    return rules.clauses, rules.groups, rules.allowed, rules.contexts, rules.folds


def clause_name(code: str) -> str:
    """Return a clause as staff cite it: its code and its title."""
    clause = current_rules().clauses.get(code)
    return f"{code}《{clause.title}》" if clause else code


def clause_title(code: str) -> str:
    """Return a clause as the public reads it, by the title that stands on the page of the rules; nothing if there is none."""
    clause = current_rules().clauses.get(code)
    return f"《{clause.title}》" if clause else ""


def rules_at_hand() -> RuleSet:
    """Return the rules in force, or those shipped where the database is not there or not migrated (for commands)."""
    try:
        return current_rules()
    except (OperationalError, ProgrammingError):
        return shipped_rules()


def kept_rules(changed: Rule | None = None) -> RuleSet:
    """Return the rules of the database.

    Args:
        changed: a rule that is not saved yet, to be taken in the place of the one in the database.
    """
    groups = _rows(TermGroup, changed)
    if not groups:
        return shipped_rules()
    allowed: dict[str, tuple[str, ...]] = {}
    for row in _rows(AllowedPhrases, changed):
        allowed[row.kind] = (*allowed.get(row.kind, ()), *lines(row.phrases))
    return RuleSet(
        clauses={row.code: row.as_clause() for row in _rows(RuleClause, changed)},
        groups=tuple(group.as_group() for group in groups),
        allowed=allowed,
        contexts={name: tuple(lines(row.words)) for row in _rows(ContextWords, changed) for name in (row.key, row.name)},
        folds=folds(),
    )


def _rows(model: type[Rule], changed: Rule | None) -> list[Rule]:
    rows = model.objects.select_related("clause") if model is TermGroup else model.objects.all()
    if not isinstance(changed, model):
        return list(rows)
    return [*(row for row in rows if row.pk != changed.pk), changed]
