"""Targets, media coverage and new online entities."""

from portal.targets.models.coverage import CoverageRule, Level, MediaReport, SavedCopy
from portal.targets.models.entities import OnlineEntity
from portal.targets.models.targets import Milestone, Target, Warned

__all__ = ["CoverageRule", "Level", "MediaReport", "Milestone", "OnlineEntity", "SavedCopy", "Target", "Warned"]
