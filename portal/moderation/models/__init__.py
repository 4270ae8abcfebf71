"""The moderation's tables, one module per subject; Django finds them through this package."""

from portal.moderation.models.tasks import ReviewTask

__all__ = ["ReviewTask"]
