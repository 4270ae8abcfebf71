"""What members are told, what they apply with, and the memberships with what members have got of them."""

from portal.membership.models.applications import ApplicationPaper, ApplicationReply, Invitation, MembershipApplication
from portal.membership.models.members import BenefitUse, CentreMembership, MembershipAgreement
from portal.membership.models.terms import MembershipTerm, MemberType

__all__ = [
    "ApplicationPaper",
    "ApplicationReply",
    "BenefitUse",
    "CentreMembership",
    "Invitation",
    "MemberType",
    "MembershipAgreement",
    "MembershipApplication",
    "MembershipTerm",
]
