"""Members of an enterprise: inviting, joining, changing, leaving, handing over. The enterprise's row is locked first, so moves queue up."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial, wraps

from django.conf import settings
from django.db import transaction
from django.dispatch import Signal
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.limits import consume
from portal.accounts.models import User
from portal.accounts.models.people import PHONE_PURPOSE, plain_number
from portal.accounts.notifications import notice
from portal.accounts.sms.sending import SmsError, send
from portal.core import audit
from portal.core.encryption import blind_index
from portal.core.lifecycle import Lifecycle
from portal.core.transitions import StateTable, TransitionError
from portal.enterprises.models import Enterprise, HandOver, Invitation, Membership, Offer
from portal.enterprises.services.verification import withdraw

logger = logging.getLogger(__name__)

Role, State = Membership.Role, Offer.State
OFFER_MOVES = StateTable(
    {
        State.OPEN: {State.ACCEPTED, State.DECLINED, State.WITHDRAWN},
        State.ACCEPTED: set(),
        State.DECLINED: set(),
        State.WITHDRAWN: set(),
    }
)
INVITATIONS = Lifecycle(Invitation, OFFER_MOVES, prefix="enterprises.invitation", reasoned=set())
HAND_OVERS = Lifecycle(HandOver, OFFER_MOVES, prefix="enterprises.hand_over", reasoned=set())
# What the text message says is registered in the app's ``ready``.
INVITATION_TEXT = "enterprise_invitation"
# Sent within the transaction, with ``enterprise`` and ``actor``, when nobody acts for an enterprise any longer.
given_back = Signal()


def _one_at_a_time(deed: Callable) -> Callable:
    """Run a deed in a transaction that holds the enterprise's row; its first argument is the enterprise."""

    @wraps(deed)
    @transaction.atomic
    def run(enterprise: Enterprise, *args, **kwargs):
        return deed(Enterprise.objects.select_for_update().get(pk=enterprise.pk), *args, **kwargs)

    return run


def _must_own(enterprise: Enterprise, user) -> None:
    if not Membership.objects.of(user).filter(organisation=enterprise, role=Role.OWNER).exists():
        raise TransitionError(_("只有负责人可以这样做。"), code="owner")


def _move(offers: Lifecycle, offer: Offer, to_state: str, actor) -> Offer:
    return offers.move(
        offer.pk, to_state, actor=actor, within=offers.model.objects.filter(enterprise=offer.enterprise_id), answered_at=timezone.now()
    )


@_one_at_a_time
def invite(enterprise: Enterprise, actor, phone: str, role: str) -> Invitation:
    """Invite whoever holds a mobile number; an open invitation to the same number is replaced.

    Whether the number has an account is not told to the inviter.

    Raises:
        TransitionError: the actor is no owner, the role is an owner's, or the enterprise has invited enough for a day.
    """
    _must_own(enterprise, actor)
    if role not in {Role.MANAGER, Role.RECRUITER}:
        raise TransitionError(_("负责人只能通过移交产生。"), code="role")
    if not consume("invitations", str(enterprise.pk)):
        raise TransitionError(_("今天邀请的人太多了，请明天再试。"), code="limit")
    number = plain_number(phone)
    index = blind_index(number, PHONE_PURPOSE)
    for earlier in enterprise.invitations.filter(phone_index=index, state=State.OPEN):
        _move(INVITATIONS, earlier, State.WITHDRAWN, actor)
    made = Invitation.objects.create(
        enterprise=enterprise,
        phone=number,
        phone_index=index,
        role=role,
        invited_by=actor,
        expires_at=timezone.now() + timedelta(days=settings.ENTERPRISE_INVITATION_DAYS),
    )
    audit.record("enterprises.member.invited", enterprise, actor=actor, after={"phone": made.masked_phone, "role": role})
    notice(User.objects.verified_holder(number), "enterprises/invited", made)
    transaction.on_commit(partial(_text, number, enterprise))
    return made


def _text(number: str, enterprise: Enterprise) -> None:
    try:
        send(number, INVITATION_TEXT, {"name": enterprise.name}, sender=f"enterprise:{enterprise.pk}")
    except SmsError:
        # The invitation also waits on the person's own page; the ledger of text messages says what went wrong.
        logger.warning("An invitation could not be sent by text message")


@_one_at_a_time
def withdraw_invitation(enterprise: Enterprise, actor, invitation: Invitation) -> None:
    """Take an invitation back.

    Raises:
        TransitionError: the actor is no owner, or it has been answered.
    """
    _must_own(enterprise, actor)
    _move(INVITATIONS, enterprise.invitations.get(pk=invitation.pk), State.WITHDRAWN, actor)


@_one_at_a_time
def answer_invitation(enterprise: Enterprise, user, invitation: Invitation, *, accept: bool) -> None:
    """Accept or decline an invitation to one's own, proved number.

    Raises:
        TransitionError: it is answered, withdrawn or too old, or was sent to somebody else.
    """
    found = Invitation.objects.to(user).filter(pk=invitation.pk, enterprise=enterprise).first()
    if found is None:
        raise TransitionError(_("邀请已失效，或不是发给您核验过的手机号码的。"), code="invitation")
    _move(INVITATIONS, found, State.ACCEPTED if accept else State.DECLINED, user)
    if accept and not Membership.objects.of(user).filter(organisation=enterprise).exists():
        Membership.objects.create(user=user, organisation=enterprise, role=found.role)
        audit.record("enterprises.member.joined", enterprise, actor=user, after={"role": found.role})
    notice(found.invited_by, "enterprises/invitation_answered", enterprise, invitation=found, accepted=accept)


@_one_at_a_time
def change_role(enterprise: Enterprise, actor, membership: Membership, role: str) -> None:
    """Give a member who is no owner another role.

    Raises:
        TransitionError: the actor is no owner, or the member or the role is an owner's.
    """
    _must_own(enterprise, actor)
    member = Membership.objects.current().get(pk=membership.pk, organisation=enterprise)
    if Role.OWNER in {member.role, role} or role not in Role.values:
        raise TransitionError(_("负责人只能通过移交产生。"), code="role")
    before, member.role = member.role, role
    member.save(update_fields=["role"])
    audit.record(
        "enterprises.member.role", enterprise, actor=actor, before={"role": before}, after={"role": role, "member": member.user_id}
    )
    notice(member.user, "enterprises/role_changed", enterprise, member=member)


@_one_at_a_time
def end_membership(enterprise: Enterprise, actor, membership: Membership) -> None:
    """Let a member leave, or an owner remove somebody; the last owner must hand over first.

    Raises:
        TransitionError: the last owner would leave, the actor may not remove others, or the membership has ended.
    """
    member = Membership.objects.current().filter(pk=membership.pk, organisation=enterprise).first()
    if member is None:
        raise TransitionError(_("该成员已不在企业中。"), code="ended")
    if member.user_id != actor.pk:
        _must_own(enterprise, actor)
    owners = Membership.objects.current().filter(organisation=enterprise, role=Role.OWNER)
    if member.role == Role.OWNER and owners.count() == 1:
        raise TransitionError(_("您是唯一的负责人，请先移交给另一位成员再退出。"), code="last_owner")
    member.left_at = timezone.now()
    member.save(update_fields=["left_at"])
    for offer in HandOver.objects.filter(enterprise=enterprise, state=State.OPEN, receiver=member):
        _move(HAND_OVERS, offer, State.DECLINED, actor)
    audit.record("enterprises.member.left", enterprise, actor=actor, before={"member": member.user_id, "role": member.role})
    if member.user_id != actor.pk:
        notice(member.user, "enterprises/removed", enterprise, url=reverse("enterprises:my"))


def solely_owned(user) -> list[Enterprise]:
    """Return the enterprises of which a person is the only owner, by name; in a transaction none of them changes hands until it ends."""
    owners = Membership.objects.current().filter(role=Role.OWNER)
    if transaction.get_connection().in_atomic_block:
        owned = Enterprise.objects.filter(pk__in=owners.filter(user=user).values("organisation"))
        list(owned.select_for_update().order_by("pk").values_list("pk"))
    others = owners.exclude(user=user).values("organisation")
    mine = owners.filter(user=user).exclude(organisation__in=others).values("organisation")
    return list(Enterprise.objects.filter(pk__in=mine).order_by("name"))


@_one_at_a_time
def give_back(enterprise: Enterprise, actor) -> None:
    """Give an enterprise back to the centre: nobody acts for it any longer, and whoever proves to may claim it anew.

    Raises:
        TransitionError: the actor is no owner, or there is another one.
    """
    _must_own(enterprise, actor)
    members = Membership.objects.current().filter(organisation=enterprise)
    if members.filter(role=Role.OWNER).exclude(user=actor).exists():
        raise TransitionError(_("企业还有另一位负责人，您直接退出即可。"), code="owned")
    for offers in (INVITATIONS, HAND_OVERS):
        for offer in offers.model.objects.filter(enterprise=enterprise, state=State.OPEN):
            _move(offers, offer, State.WITHDRAWN, actor)
    for request in enterprise.verification_requests.waiting():
        withdraw(request, actor)
    left = list(members.select_related("user"))
    members.update(left_at=timezone.now())
    Enterprise.objects.filter(pk=enterprise.pk).update(verified_at=None, reminded_days=None)
    audit.record("enterprises.given_back", enterprise, actor=actor, before={"members": [member.user_id for member in left]})
    given_back.send(Enterprise, enterprise=enterprise, actor=actor)
    for member in left:
        if member.user_id != actor.pk:
            notice(member.user, "enterprises/given_back", enterprise, url=reverse("enterprises:my"))


@_one_at_a_time
def offer_hand_over(enterprise: Enterprise, actor, receiver: Membership) -> HandOver:
    """Offer the enterprise to another member; nothing changes before that member accepts.

    Raises:
        TransitionError: the actor is no owner, the receiver no other member, or another offer is open.
    """
    _must_own(enterprise, actor)
    giver = Membership.objects.of(actor).get(organisation=enterprise)
    member = Membership.objects.current().filter(pk=receiver.pk, organisation=enterprise).exclude(pk=giver.pk).first()
    if member is None:
        raise TransitionError(_("请选择另一位成员。"), code="receiver")
    if enterprise.hand_overs.filter(state=State.OPEN).exists():
        raise TransitionError(_("已有一项移交等待确认，请先撤回。"), code="open")
    made = HandOver.objects.create(enterprise=enterprise, giver=giver, receiver=member)
    audit.record("enterprises.hand_over.offered", enterprise, actor=actor, after={"receiver": member.user_id})
    notice(member.user, "enterprises/hand_over_offered", enterprise)
    return made


@_one_at_a_time
def answer_hand_over(enterprise: Enterprise, user, hand_over: HandOver, to_state: str) -> None:
    """Accept or decline as the receiver, or withdraw as the giver.

    Raises:
        TransitionError: it is not this person's to answer, or it has been answered, or a side has left meanwhile.
    """
    found = enterprise.hand_overs.select_related("giver", "receiver").get(pk=hand_over.pk)
    side = found.giver if to_state == State.WITHDRAWN else found.receiver
    if side.user_id != user.pk:
        raise TransitionError(_("这项移交不由您确认。"), code="side")
    gone = found.giver.left_at or found.receiver.left_at or found.giver.role != Role.OWNER
    if to_state == State.ACCEPTED and gone:
        raise TransitionError(_("移交的一方已不在企业中，请重新发起。"), code="gone")
    found = _move(HAND_OVERS, found, to_state, user)
    if to_state == State.ACCEPTED:
        Membership.objects.filter(pk=found.receiver_id).update(role=Role.OWNER)
        Membership.objects.filter(pk=found.giver_id).update(role=Role.MANAGER)
    other = found.receiver if side == found.giver else found.giver
    notice(other.user, "enterprises/hand_over_answered", enterprise, hand_over=found)
