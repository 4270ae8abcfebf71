"""The rules in force."""

from portal.core.cache import shared
from portal.moderation.screening import RuleSet
from portal.moderation.screening.shipped import shipped_rules


def current_rules() -> RuleSet:
    """Return the rules in force; the same object until the shared data changes, because making it ready for searching takes a moment."""
    return shared("moderation:rules", shipped_rules)
