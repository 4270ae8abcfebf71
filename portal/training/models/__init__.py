"""Courses, their sessions, and people's places in them."""

from portal.training.models.answers import Feedback, FollowUp, public_average
from portal.training.models.counts import Headcount
from portal.training.models.courses import OTHER, PLAIN_GROUPS, SENSITIVE, Audience, Course, Format, Level, Session, Subject
from portal.training.models.enrolments import GROUP_PURPOSE, Attendance, Certificate, Enrolment
from portal.training.models.plans import PlanLine, TrainingPlan, Wish
from portal.training.models.samples import Call, Sample

__all__ = [
    "GROUP_PURPOSE",
    "OTHER",
    "PLAIN_GROUPS",
    "SENSITIVE",
    "Attendance",
    "Audience",
    "Call",
    "Certificate",
    "Course",
    "Enrolment",
    "Feedback",
    "FollowUp",
    "Format",
    "Headcount",
    "Level",
    "PlanLine",
    "Sample",
    "Session",
    "Subject",
    "TrainingPlan",
    "Wish",
    "public_average",
]
