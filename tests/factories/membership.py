"""Applications for membership, members, and what they have had of the benefits."""

from django.contrib.auth.models import Group
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.roles import MEMBERSHIP
from portal.enterprises.models import Enterprise
from portal.membership.models import BenefitUse, CentreMembership, Invitation, MembershipApplication, MembershipTerm, MemberType
from portal.membership.services import members
from portal.membership.services.applications import apply, handle, invite
from portal.uploads.gate import CheckedFile
from tests.factories.people import UserFactory, person
from tests.factories.talent import member

SAID = {
    "name": "包会计",
    "phone": "13800138021",
    "business": "茶叶网店",
    "relation": "local",
    "reasons": "想请专家指导包装。",
}


def manager() -> User:
    """Return who manages members."""
    user = UserFactory()
    user.groups.add(Group.objects.get(name=MEMBERSHIP.name))
    return user


def checked_file(name: str = "照.pdf") -> CheckedFile:
    """Return a file as the gate lets it in."""
    return CheckedFile(b"%PDF-1.4 ...", name, "application/pdf")


def type_of(code: str) -> MemberType:
    """Return one of the types that every county starts with."""
    return MemberType.objects.get(code=code)


def applied(who: tuple | None = None, **values) -> MembershipApplication:
    """Return an application with one paper.

    Args:
        who: a person and the firm for which they speak.
    """
    user, firm = who or member()
    papers = [("营业执照", checked_file())]
    said = {"member_type": type_of("ecommerce"), "enterprise": firm, "papers": papers, **SAID, **values}
    return apply(user, address="192.0.2.1", **said)


def applied_as_person(user: User | None = None, **values) -> MembershipApplication:
    """Return the application of somebody without a firm."""
    return applied((user or UserFactory(), None), **{"member_type": type_of("person"), "trade_name": "山里红小铺", **values})


def approved(case: MembershipApplication | None = None) -> CentreMembership:
    """Return a membership that the director has approved, without an agreement."""
    case = handle(case or applied(), "proposed", "已提报。", manager(), note="建议吸收。")
    return handle(case, "approved", "同意入会。", person("director")).membership


def active(case: MembershipApplication | None = None) -> CentreMembership:
    """Return a member with a plaque."""
    membership, staff = approved(case), manager()
    day = timezone.localdate(membership.created_at)
    signed = members.sign(membership, staff, day=day, file=checked_file("协议.pdf"))
    return members.issue_plaque(signed, staff, day=day)


def benefit(number: int = 1) -> MembershipTerm:
    """Return one of the twelve."""
    return MembershipTerm.objects.get(kind="benefit", number=number)


def used(membership: CentreMembership, **values) -> BenefitUse:
    """Return a use of a benefit."""
    said = {"benefit": benefit(), "used_on": timezone.localdate(), "what": "电话告知新政策。", **values}
    return members.note_use(membership, manager(), **said)


def invited(firm: Enterprise | None = None) -> Invitation:
    """Return an open invitation."""
    return invite(firm or member()[1], "去年网络零售额全县第一。", manager())


def membership_samples() -> dict:
    """Return values for the addresses of membership; nothing of it belongs to one of the roles of the table."""
    case, membership, invitation = applied(), active(), invited()
    used(membership)
    paper = case.papers.get().pk
    return {
        "membership:accept.pk": invitation.pk,
        "membership:decline.pk": invitation.pk,
        **{f"membership:{name}.pk": case.pk for name in ("application", "withdraw")},
        "membership:paper.pk": paper,
        **{f"membership:{name}.pk": membership.pk for name in ("member", "leave", "stay", "show", "hide")},
        **{f"{name}.pk": membership.pk for name in ("membership", "membership_agreement")},
        "membership_application.pk": case.pk,
        "membership_paper.pk": paper,
    }
