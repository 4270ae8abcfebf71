"""The enterprise directory, who acts for whom, what was verified, shown and diagnosed."""

from portal.enterprises.models.diagnosis import Diagnosis, Fault, Finding, Standard
from portal.enterprises.models.directory import Enterprise, IndustryClass, Licence
from portal.enterprises.models.displays import DisplayProduct, EnterpriseChannel, NewsItem
from portal.enterprises.models.members import HandOver, Invitation, Membership, Offer
from portal.enterprises.models.verification import VerificationRequest

__all__ = [
    "Diagnosis",
    "DisplayProduct",
    "Enterprise",
    "EnterpriseChannel",
    "Fault",
    "Finding",
    "HandOver",
    "IndustryClass",
    "Invitation",
    "Licence",
    "Membership",
    "NewsItem",
    "Offer",
    "Standard",
    "VerificationRequest",
]
