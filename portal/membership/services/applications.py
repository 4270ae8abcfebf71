"""What happens to an application: sent, proposed to the director, decided, withdrawn; and to an invitation (R-MEM-1, 4)."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.accounts.notifications import notice
from portal.cases.forgetting import Forgetting
from portal.cases.kinds import CaseKind
from portal.cases.limits import working_days
from portal.cases.numbers import NumberSeries
from portal.cases.services import move, open_case
from portal.core import audit, consents
from portal.core.access_log import log_view
from portal.core.ownership import must_own
from portal.core.transitions import StateTable, TransitionError
from portal.enterprises.models import Enterprise, Membership
from portal.enterprises.policies import EDITORS, is_verified
from portal.membership.models import ApplicationPaper, CentreMembership, Invitation, MembershipApplication, MemberType
from portal.moderation.notifications import directors
from portal.moderation.replies import check_reply
from portal.moderation.submission import refuse_bad_words
from portal.uploads.gate import CheckedFile

CONSENT, LISTING = "membership", "membership_listing"
MAY_HANDLE, MAY_DECIDE = "membership.handle_membership", "membership.decide_membership"

State = MembershipApplication.State
APPLICATION_MOVES = StateTable(
    {
        # Only the director refuses (R-MEM-4): who manages members says what they think in the proposal.
        State.SUBMITTED: {State.PROPOSED, State.WITHDRAWN},
        State.PROPOSED: {State.APPROVED, State.REFUSED, State.WITHDRAWN},
        State.APPROVED: set(),
        State.REFUSED: set(),
        State.WITHDRAWN: set(),
    }
)
# What staff do, and the right that each step needs.
STEPS = {State.PROPOSED: MAY_HANDLE, State.APPROVED: MAY_DECIDE, State.REFUSED: MAY_DECIDE}
_INVITED = gettext_lazy("受中心邀请申请，已提报中心主任审批。")
Papers = Iterable[tuple[str, CheckedFile]]


def _tell_director(owner: User, case: MembershipApplication, text: str) -> None:
    notice(owner, "membership/proposed", case, url=reverse("membership_application", args=[case.pk]), text=text)


APPLICATION = CaseKind(
    code="membership",
    model=MembershipApplication,
    series=NumberSeries("HY"),
    clock=lambda: working_days(settings.MEMBERSHIP_DAYS),
    moves=APPLICATION_MOVES,
    owners={State.PROPOSED: directors},
    escalated=State.PROPOSED,
    audit="membership.application",
    permission=MAY_HANDLE,
    url_name="membership_application",
    check_reply=check_reply,
    tell=_tell_director,
    audited=("relation", "listed"),
    told_of_late=directors,
)


def firms_of(user) -> list[Enterprise]:
    """Return the verified firms for which a person speaks as owner or manager, by name."""
    if not user.is_authenticated:
        return []
    rows = Membership.objects.of(user).filter(role__in=EDITORS).select_related("organisation").order_by("organisation__name")
    return [row.organisation for row in rows if is_verified(row.organisation)]


@transaction.atomic
def apply(  # noqa: PLR0913 - what the form of application asks (R-FORM-1)
    user: User,
    *,
    address: str,
    member_type: MemberType,
    phone: str,
    enterprise: Enterprise | None = None,
    papers: Papers = (),
    invitation: Invitation | None = None,
    listed: bool = False,
    **said: str,
) -> MembershipApplication:
    """Keep an application; the call is the consent and the promise of the duties (the form says so).

    Args:
        user: who sends it.
        address: where it came from; only its blind index is kept.
        member_type: which of the types.
        phone: of the contact.
        enterprise: the firm, for which the user speaks; nothing where the user wants to join as a person.
        papers: what each is, and the file as the gate let it in.
        invitation: that is accepted by it; then it is proposed at once.
        listed: whether the applicant agrees to be listed in public as a member.
        said: ``name`` of the contact, ``trade_name``, ``business``, ``relation``, ``reasons``.

    Raises:
        TransitionError: ``type``: the type does not fit; ``member``: the user does not speak for the firm; ``trade_name``: a person has
            none; ``twice``: there is an open application or a membership; or ``blocked``: the rules forbid the words.
    """
    _check(user, member_type, enterprise, invitation, said)
    refuse_bad_words("\n".join(said.get(name, "") for name in ("trade_name", "business", "reasons")), "enterprise", private=True)
    whose = Q(enterprise=enterprise) if enterprise else Q(enterprise=None, user=user)
    twice = TransitionError(_("已经有一份会员申请在办理，或者已经是会员，请在“我的会员”里查看。"), code="twice")
    if CentreMembership.objects.standing().filter(whose).exists():
        raise twice
    asked = {"member_type": member_type, "enterprise": enterprise, "invitation": invitation, "listed": listed, **said}
    try:
        with transaction.atomic():
            case, _code = open_case(APPLICATION, address=address, contact=phone, user=user, **asked)
    except IntegrityError as error:
        raise twice from error
    _keep(case, papers)
    consents.give(user, CONSENT, subject=case)
    if listed:
        consents.give(user, LISTING, subject=case)
    if invitation is not None:
        Invitation.objects.filter(pk=invitation.pk).update(accepted_at=timezone.now())
        case = move(APPLICATION, case, State.PROPOSED, str(_INVITED), invitation.invited_by, note=invitation.reason)
    return case


def _keep(case: MembershipApplication, papers: Papers) -> None:
    for name, file in papers:
        ApplicationPaper.keep_paper(name, file, application=case)


def _check(user, member_type: MemberType, enterprise: Enterprise | None, invitation: Invitation | None, said: dict) -> None:
    if invitation is not None:
        must_own(invitation, user)
    if member_type.for_person == bool(enterprise) or member_type.by_invitation != bool(invitation):
        raise TransitionError({"member_type": ValidationError(_("这种会员类型和申请人不符，请重新选择。"), code="type")})
    if enterprise and enterprise not in firms_of(user):
        raise TransitionError(_("只有已核验企业的负责人或管理员可以代表企业申请。"), code="member")
    if not enterprise and not said.get("trade_name"):
        raise TransitionError({"trade_name": ValidationError(_("个人申请的，请填写店名或经营名称。"), code="trade_name")})


def handle(case: MembershipApplication, to_state: str, text: str, user: User, *, note: str = "") -> MembershipApplication:
    """Move an application on as staff; one that is approved becomes a membership without an agreement.

    Args:
        to_state: one of :data:`STEPS`.
        text: what the applicant reads.
        note: what only staff read: what who manages members thinks of it.

    Raises:
        TransitionError: ``stranger``: the step is not for this member of staff; the move is not in the table, or there are no words.
        ValidationError: the words may not be said (R-MOD-5).
    """
    if to_state not in STEPS or not user.has_perm(STEPS[State(to_state)]):
        raise TransitionError(_("这一步不由您办理。"), code="stranger")
    check_reply(text, user, case)
    text, note = case.unnamed(text).strip(), case.unnamed(note).strip()
    with transaction.atomic():
        moved = move(APPLICATION, case, to_state, text, user, note=note, handles=True)
        if moved.state == State.APPROVED:
            CentreMembership.objects.create(
                **{name: getattr(moved, name) for name in ("member_type", "enterprise", "user", "trade_name", "listed")}, application=moved
            )
        notice(moved.user, "membership/application", moved, text=text)
    return moved


@transaction.atomic
def withdraw(case: MembershipApplication, user: User | None) -> MembershipApplication:
    """Take an application back before it is decided: contact, reasons and papers go at once (PIPL art. 15, 47).

    Raises:
        TransitionError: it has been decided.
    """
    moved = move(APPLICATION, case, State.WITHDRAWN, _("申请人已撤回，联系方式和材料已清除。"), user)
    FORGETTING.forget(moved)
    return moved


@transaction.atomic
def read_paper(paper: ApplicationPaper, viewer: User) -> ApplicationPaper:
    """Return a paper for staff, the look noted."""
    log_view(viewer, paper.application.user, "attachment", paper.application, paper.name)
    return paper


@transaction.atomic
def invite(enterprise: Enterprise, reason: str, staff: User) -> Invitation:
    """Invite an excellent firm; whoever speaks for it is told.

    Raises:
        TransitionError: ``twice``: it is a member, has applied, or has an open invitation; ``nobody``: nobody speaks for it here.
    """
    hearers = speakers(enterprise)
    if not hearers or not is_verified(enterprise):
        raise TransitionError(_("这家企业还没有通过核验，或者没有人在网站上代表它，请先联系企业登记。"), code="nobody")
    twice = TransitionError(_("这家企业已经是会员、已经申请，或者已经邀请过。"), code="twice")
    if any(rows.filter(enterprise=enterprise).exists() for rows in (CentreMembership.objects.standing(), APPLICATION.cases.still_open())):
        raise twice
    try:
        with transaction.atomic():
            made = Invitation.objects.create(enterprise=enterprise, reason=reason.strip(), invited_by=staff)
    except IntegrityError as error:
        raise twice from error
    audit.record("membership.invited", made, actor=staff)
    for person in hearers:
        notice(person, "membership/invited", made)
    return made


@transaction.atomic
def decline(invitation: Invitation, user: User) -> None:
    """End an invitation: the firm declines it."""
    must_own(invitation, user)
    end_invitation(invitation, user)


def end_invitation(invitation: Invitation, user: User) -> None:
    """End an open invitation: the firm declines it, or staff take it back."""
    if Invitation.objects.open().filter(pk=invitation.pk).update(ended_at=timezone.now()):
        audit.record("membership.invitation_ended", invitation, actor=user)


def speakers(enterprise: Enterprise | None) -> list[User]:
    """Return who speaks for a firm now."""
    rows = enterprise.memberships.current().filter(role__in=EDITORS).select_related("user") if enterprise else ()
    return [row.user for row in rows]


def forget_old() -> None:
    """Clear what names people, and the papers, of applications decided long ago (``MEMBERSHIP_KEPT_DAYS``); called by the scheduler."""
    FORGETTING.old(settings.MEMBERSHIP_KEPT_DAYS)


def enterprise_given_back(enterprise: Enterprise, actor, **_signal) -> None:
    """End what is open of a firm for which nobody acts any longer, and forget who applied for it."""
    for case in APPLICATION.cases.filter(enterprise=enterprise, forgotten_at=None):
        FORGETTING.end(case, actor)
    Invitation.objects.open().filter(enterprise=enterprise).update(ended_at=timezone.now())


def _forget_papers(case: MembershipApplication) -> None:
    case.papers.all().delete()


FORGETTING = Forgetting(MembershipApplication, CONSENT, "membership.application_forgotten", withdraw, _forget_papers)
