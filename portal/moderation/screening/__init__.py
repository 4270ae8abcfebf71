"""Screening of Chinese texts by the rules of the house; no database in here (docs/moderation-screening.md)."""

from portal.moderation.screening.engine import screen
from portal.moderation.screening.leaks import is_personal, masked_copy
from portal.moderation.screening.types import Action, Clause, Group, Hit, Result, RuleSet, Term, Verdict

__all__ = ["Action", "Clause", "Group", "Hit", "Result", "RuleSet", "Term", "Verdict", "is_personal", "masked_copy", "screen"]
