"""What happens to a membership: agreement, plaque, benefits, exit, removal, being listed (R-MEM-4, 5, 7, 9)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.notifications import notice
from portal.cases.numbers import YEAR, NumberSeries
from portal.core import audit, consents
from portal.core.access_log import log_view
from portal.core.consents import Consent
from portal.core.lifecycle import Lifecycle
from portal.core.moments import day_text
from portal.core.ownership import must_own
from portal.core.transitions import StateTable, TransitionError
from portal.membership.models import (
    BenefitUse,
    CentreMembership,
    MembershipAgreement,
    MembershipApplication,
    MembershipTerm,
    MemberType,
)
from portal.membership.services.applications import LISTING, MAY_DECIDE, MAY_HANDLE, speakers
from portal.uploads.gate import CheckedFile

State = CentreMembership.State
MEMBERSHIP_MOVES = StateTable(
    {
        State.APPROVED: {State.SIGNED, State.ENDED, State.REMOVED},
        State.SIGNED: {State.ACTIVE, State.ENDED, State.REMOVED},
        # Without the steps between, only with the account of the person.
        State.ACTIVE: {State.LEAVING, State.ENDED, State.REMOVED},
        State.LEAVING: {State.ACTIVE, State.AGREED, State.ENDED, State.REMOVED},
        State.AGREED: {State.ENDED, State.REMOVED},
        State.ENDED: set(),
        State.REMOVED: set(),
    }
)
MEMBERSHIPS = Lifecycle(CentreMembership, MEMBERSHIP_MOVES, prefix="membership.member", reasoned={State.REMOVED})
PLAQUES = NumberSeries("HYP", YEAR)
# In which a member has a plaque and may use the benefits.
HAS_BENEFITS = (State.ACTIVE, State.LEAVING, State.AGREED)
# What becomes of a member that wants to leave: who has no plaque has left with that.
_LEFT_TO = {State.APPROVED: State.ENDED, State.SIGNED: State.ENDED, State.ACTIVE: State.LEAVING}


@transaction.atomic
def sign(membership: CentreMembership, staff: User, *, day: date, file: CheckedFile) -> CentreMembership:
    """Note that the agreement is signed, with its scan.

    Raises:
        TransitionError: ``stranger``; ``day``: it lies ahead or before the approval; or the state does not allow it.
    """
    _must_handle(staff)
    _check_day(day, timezone.localdate(membership.created_at))
    moved = MEMBERSHIPS.move(membership.pk, State.SIGNED, actor=staff, signed_on=day)
    MembershipAgreement.keep(file.name or str(_("会员协议")), file.content_type, file.content, membership=moved)
    return _told(moved)


@transaction.atomic
def issue_plaque(membership: CentreMembership, staff: User, *, day: date) -> CentreMembership:
    """Give the member the next plaque number; it is a full member from then on (R-MEM-9).

    Raises:
        TransitionError: as of :func:`sign`; the day may not lie before the agreement.
    """
    _must_handle(staff)
    _check_day(day, membership.signed_on)
    number = PLAQUES.next()
    return _told(MEMBERSHIPS.move(membership.pk, State.ACTIVE, actor=staff, plaque_number=number, plaque_issued_on=day))


@transaction.atomic
def leave(membership: CentreMembership, user: User, *, reason: str = "", **_sure) -> CentreMembership:
    """Ask to leave; who has no plaque yet has left with that (R-MEM-7).

    Args:
        reason: why, if the member says so; kept with the membership and in no log.

    Raises:
        TransitionError: ``mine``, or the state does not allow it.
    """
    must_own(membership, user)
    to = _LEFT_TO.get(State(MEMBERSHIPS.locked(membership.pk).state))
    if to is None:
        raise _not_now()
    ends = _ended() if to == State.ENDED else {}
    moved = MEMBERSHIPS.move(membership.pk, to, actor=user, leaving_reason=reason.strip(), **ends)
    for keeper in User.objects.who_may(MAY_HANDLE):
        notice(keeper, "membership/staff", moved, url=reverse("membership", args=[moved.pk]))
    return moved


@transaction.atomic
def stay(membership: CentreMembership, user: User) -> CentreMembership:
    """Take the wish to leave back.

    Raises:
        TransitionError: ``mine``, or staff have agreed already.
    """
    must_own(membership, user)
    if MEMBERSHIPS.locked(membership.pk).state != State.LEAVING:
        raise _not_now()
    return MEMBERSHIPS.move(membership.pk, State.ACTIVE, actor=user, leaving_reason="")


@transaction.atomic
def agree(membership: CentreMembership, staff: User) -> CentreMembership:
    """Agree that a member leaves; it owes the plaque from then on.

    Raises:
        TransitionError: ``stranger``, or it has not asked to leave.
    """
    _must_handle(staff)
    return _told(MEMBERSHIPS.move(membership.pk, State.AGREED, actor=staff))


@transaction.atomic
def take_plaque_back(membership: CentreMembership, staff: User, *, day: date) -> CentreMembership:
    """Note that the plaque has come back, which ends the membership of who leaves; of who was removed, only the day is kept.

    Raises:
        TransitionError: ``stranger``; ``day``; ``plaque``: there is none to come back; or the state does not allow it.
    """
    _must_handle(staff)
    _check_day(day, membership.plaque_issued_on)
    locked = MEMBERSHIPS.locked(membership.pk)
    if locked.state not in (State.AGREED, State.REMOVED) or locked.plaque_number is None or locked.plaque_returned_on:
        raise TransitionError(_("没有要交回的铭牌。"), code="plaque")
    if locked.state == State.REMOVED:
        locked.plaque_returned_on = day
        locked.save(update_fields=["plaque_returned_on"])
        audit.record("membership.plaque_returned", locked, actor=staff, after={"day": day_text(day)})
        return locked
    return _told(MEMBERSHIPS.move(locked.pk, State.ENDED, actor=staff, plaque_returned_on=day, **_ended()))


@transaction.atomic
def remove(membership: CentreMembership, director: User, *, reason: str) -> CentreMembership:
    """Remove a member that has broken the rules, at once (立即清退, R-MEM-7); it is no longer listed.

    Raises:
        TransitionError: ``stranger``: only the director does; ``reason``: it is missing; or it has ended.
    """
    if not director.has_perm(MAY_DECIDE):
        raise TransitionError(_("只有中心主任可以清退会员。"), code="stranger")
    said = reason.strip()
    return _told(MEMBERSHIPS.move(membership.pk, State.REMOVED, actor=director, reason=said, removal_reason=said, **_ended()))


@transaction.atomic
def note_use(membership: CentreMembership, staff: User, *, benefit: MembershipTerm, used_on: date, what: str) -> BenefitUse:
    """Note that a member has had a benefit (R-MEM-5).

    Raises:
        TransitionError: ``stranger``; ``day``; ``transition``: it is no full member.
    """
    _must_handle(staff)
    if membership.state not in HAS_BENEFITS:
        raise TransitionError(_("正式会员才能使用权益。"), code="transition")
    _check_day(used_on, membership.plaque_issued_on)
    made = BenefitUse.objects.create(membership=membership, benefit=benefit, used_on=used_on, what=what.strip(), entered_by=staff)
    audit.record("membership.used", membership, actor=staff, after={"benefit": benefit.name, "day": day_text(used_on)})
    return made


@transaction.atomic
def show(membership: CentreMembership, user: User) -> None:
    """List a member in public; the call is the separate consent (the page shows its text).

    Raises:
        TransitionError: ``mine``; ``transition``: it has ended.
    """
    must_own(membership, user)
    if not membership.is_standing:
        raise TransitionError(_("会员资格已结束，不能公开列出。"), code="transition")
    consents.give(user, LISTING, subject=membership.application)
    CentreMembership.objects.filter(pk=membership.pk).update(listed=True)


@transaction.atomic
def hide(membership: CentreMembership, user: User) -> None:
    """Withdraw that consent, whoever of the firm gave it.

    Raises:
        TransitionError: ``mine``.
    """
    must_own(membership, user)
    given = Consent.objects.in_force().about(membership.application).filter(text__purpose=LISTING).select_related("person")
    for consent in given:
        consents.withdraw(consent.person, LISTING, subject=membership.application)
    CentreMembership.objects.filter(pk=membership.pk).update(listed=False)


def listing_withdrawn(consent: Consent) -> None:
    """List a member no longer whose consent to that has ended."""
    MembershipApplication.objects.filter(pk=consent.object_id or 0).update(listed=False)
    CentreMembership.objects.filter(application=consent.object_id or 0).update(listed=False)


@transaction.atomic
def read_agreement(agreement: MembershipAgreement, viewer: User) -> MembershipAgreement:
    """Return an agreement for staff, the look noted."""
    log_view(viewer, agreement.membership.user, "attachment", agreement.membership, agreement.name)
    return agreement


def figures() -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Return how many full members there are of each type, and how often each benefit was used this year."""
    full = Count("members", filter=Q(members__state__in=HAS_BENEFITS))
    types = [(row.name, row.full) for row in MemberType.objects.annotate(full=full)]
    uses = dict(BenefitUse.objects.this_year().order_by().values_list("benefit").annotate(Count("pk")))
    benefits = MembershipTerm.objects.filter(kind=MembershipTerm.Kind.BENEFIT)
    return types, [(row.name, uses.get(row.pk, 0)) for row in benefits]


def forget_person(rows: Any, _owner: str, _user) -> None:
    """End the memberships of a person who goes; those of firms stay with the firm, without the person."""
    for membership in rows.filter(enterprise=None).standing():
        MEMBERSHIPS.move(membership.pk, State.ENDED, **_ended())
    rows.filter(enterprise=None).update(trade_name="", leaving_reason="", listed=False)
    MembershipAgreement.objects.filter(membership__in=rows.filter(enterprise=None)).delete()
    rows.update(user=None)


def _ended() -> dict[str, Any]:
    return {"ended_at": timezone.now(), "listed": False}


def _told(membership: CentreMembership) -> CentreMembership:
    for person in speakers(membership.enterprise) if membership.enterprise else [membership.user]:
        notice(person, "membership/member", membership)
    return membership


def _not_now() -> TransitionError:
    return TransitionError(_("当前状态不能变更为所选状态。"), code="transition")


def _must_handle(staff: User) -> None:
    if not staff.has_perm(MAY_HANDLE):
        raise TransitionError(_("您不能管理会员。"), code="stranger")


def _check_day(day: date, first: date | None) -> None:
    if day > timezone.localdate() or (first is not None and day < first):
        raise TransitionError(_("日期不能晚于今天，也不能早于上一步的日期。"), code="day")
