"""The rules in force."""

from django.db import OperationalError, ProgrammingError

from portal.core.cache import shared
from portal.moderation.screening import RuleSet
from portal.moderation.screening.shipped import shipped_rules


def current_rules() -> RuleSet:
    """Return the rules in force; the same object until the shared data changes, because making it ready for searching takes a moment."""
    return shared("moderation:rules", shipped_rules)


def rules_at_hand() -> RuleSet:
    """Return the rules in force, or those shipped where the database is not there or not migrated (for commands)."""
    try:
        return current_rules()
    except (OperationalError, ProgrammingError):
        return shipped_rules()
