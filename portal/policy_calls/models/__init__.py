"""Calls to declare, and what firms declare with the centre's help."""

from portal.policy_calls.models.calls import Award, Condition, Material, PolicyCall
from portal.policy_calls.models.declarations import Declaration, Paper

__all__ = ["Award", "Condition", "Declaration", "Material", "Paper", "PolicyCall"]
