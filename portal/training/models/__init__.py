"""Courses, their sessions, and people's places in them."""

from portal.training.models.courses import Audience, Course, Format, Level, Session, Subject
from portal.training.models.enrolments import Attendance, Certificate, Enrolment

__all__ = ["Attendance", "Audience", "Certificate", "Course", "Enrolment", "Format", "Level", "Session", "Subject"]
