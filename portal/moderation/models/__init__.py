"""The moderation's tables, one module per subject; Django finds them through this package."""

from portal.moderation.models.records import Appeal, Decision, Screening, Verdict
from portal.moderation.models.reports import Report, ReportReply
from portal.moderation.models.rules import AllowedPhrases, ContextWords, RuleClause, TermGroup
from portal.moderation.models.takedowns import TakeDown
from portal.moderation.models.tasks import DirectorTask, ReviewTask, ScreeningTask

__all__ = [
    "AllowedPhrases",
    "Appeal",
    "ContextWords",
    "Decision",
    "DirectorTask",
    "Report",
    "ReportReply",
    "ReviewTask",
    "RuleClause",
    "Screening",
    "ScreeningTask",
    "TakeDown",
    "TermGroup",
    "Verdict",
]
