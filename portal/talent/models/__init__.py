"""Jobs, résumés, applications, job-wanted notices, bases and recommended people (R-TAL)."""

from portal.talent.models.applications import Application
from portal.talent.models.bases import PracticeOffer, PracticePlace, TrainingBase
from portal.talent.models.jobs import Job, JobLedgerEntry
from portal.talent.models.notices import Recommendation, RelayMessage, WantedNotice
from portal.talent.models.resumes import EncryptedFile, Resume
from portal.talent.models.settings import TalentSettings

__all__ = [
    "Application",
    "EncryptedFile",
    "Job",
    "JobLedgerEntry",
    "PracticeOffer",
    "PracticePlace",
    "Recommendation",
    "RelayMessage",
    "Resume",
    "TalentSettings",
    "TrainingBase",
    "WantedNotice",
]
