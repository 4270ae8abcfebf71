"""Tables of settlement."""

from portal.settlement.models.agreements import Agreement, Period, SalesReport
from portal.settlement.models.applications import Application, ApplicationReply, Paper, Review, Score, TeamMember
from portal.settlement.models.rooms import Room, Term

__all__ = [
    "Agreement",
    "Application",
    "ApplicationReply",
    "Paper",
    "Period",
    "Review",
    "Room",
    "SalesReport",
    "Score",
    "TeamMember",
    "Term",
]
