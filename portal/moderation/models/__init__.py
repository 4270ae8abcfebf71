"""The moderation's tables, one module per subject; the steps of the workflow are in :mod:`portal.moderation.workflow_steps`."""

from portal.moderation.models.handbook import EditingHandbook
from portal.moderation.models.records import Appeal, Decision, Screening, Verdict
from portal.moderation.models.reports import Report, ReportReply
from portal.moderation.models.rules import AllowedPhrases, ContextWords, RuleClause, TermGroup
from portal.moderation.models.takedowns import TakeDown

__all__ = [
    "AllowedPhrases",
    "Appeal",
    "ContextWords",
    "Decision",
    "EditingHandbook",
    "Report",
    "ReportReply",
    "RuleClause",
    "Screening",
    "TakeDown",
    "TermGroup",
    "Verdict",
]
