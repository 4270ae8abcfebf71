"""What happens to an agreement: filed, signed, moved in, renewed, reported on, ended (R-SET-5 to R-SET-8). Staff do all but report.

``Enterprise.settled``, by which other rooms know who comes first, is written here alone (:func:`keep_in_step`).
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.core import audit
from portal.core.lifecycle import Lifecycle, visibility_changed
from portal.core.moments import day_text
from portal.core.ownership import must_own
from portal.core.transitions import StateTable, TransitionError
from portal.enterprises.models import Enterprise
from portal.settlement.models import Agreement, Period, Room, SalesReport
from portal.settlement.notifications import tell
from portal.settlement.querysets import HOLDING
from portal.settlement.terms import current_terms, last_day

State = Agreement.State
AGREEMENT_MOVES = StateTable(
    {
        State.TO_FILE: {State.FILED, State.DROPPED},
        State.FILED: {State.SIGNED, State.DROPPED},
        State.SIGNED: {State.SETTLED, State.DROPPED},
        State.SETTLED: {State.ENDED},
        State.ENDED: set(),
        State.DROPPED: set(),
    }
)
AGREEMENTS = Lifecycle(Agreement, AGREEMENT_MOVES, prefix="settlement.agreement", reasoned={State.ENDED, State.DROPPED})


@transaction.atomic
def register(enterprise: Enterprise, actor: User) -> Agreement:
    """Take up the agreement of a firm that settled without an application in the portal; filing, signing and moving in are noted next.

    Raises:
        TransitionError: ``twice``: an agreement of the firm stands.
    """
    firm = Enterprise.objects.select_for_update().get(pk=enterprise.pk)
    if Agreement.objects.standing().filter(enterprise=firm).exists():
        raise _at("enterprise", _("这家企业已有入驻协议。"), "twice")
    made = Agreement.objects.create(enterprise=firm)
    audit.record("settlement.agreement.made", made, actor=actor)
    return made


@transaction.atomic
def file_with_bureau(agreement: Agreement, actor: User, *, filed_on: date, filing_number: str) -> Agreement:
    """Note the filing with the department in charge (报主管部门备案).

    Raises:
        TransitionError: ``day``: it lies ahead; or the state does not allow it.
    """
    _not_ahead("filed_on", filed_on)
    return _tell(AGREEMENTS.move(agreement.pk, State.FILED, actor=actor, filed_on=filed_on, filing_number=filing_number.strip()))


@transaction.atomic
def sign(  # noqa: PLR0913 - what an agreement says
    agreement: Agreement,
    actor: User,
    *,
    room: Room,
    signed_on: date,
    starts_on: date,
    valid_until: date,
    enterprise: Enterprise | None = None,
) -> Agreement:
    """Note the agreement of the first year, with its room; the deposit that is due is the one of the rules of today.

    Args:
        enterprise: the firm, where whoever applied has founded or registered one meanwhile.

    Raises:
        TransitionError: ``day``, ``order`` or ``year``: the dates do not fit; ``taken``: the room has somebody; or the state.
    """
    _not_ahead("signed_on", signed_on)
    _within_a_year(starts_on, valid_until)
    room = Room.objects.select_for_update().get(pk=room.pk)
    if room.state != Room.State.USABLE or room.agreements.filter(state__in=HOLDING).exists():
        raise _at("room", _("这个房间已有人入驻，或者停用。"), "taken")
    changes: dict[str, Any] = {"room": room, "starts_on": starts_on, "valid_until": valid_until, "deposit": current_terms().deposit}
    if enterprise is not None:
        changes["enterprise"] = enterprise
    signed = AGREEMENTS.move(agreement.pk, State.SIGNED, actor=actor, **changes)
    signed.periods.create(signed_on=signed_on, starts_on=starts_on, valid_until=valid_until)
    return _tell(signed)


@transaction.atomic
def move_in(agreement: Agreement, actor: User) -> Agreement:
    """Note that somebody has moved in; a firm comes first elsewhere from now on.

    Raises:
        TransitionError: the state does not allow it.
    """
    moved = AGREEMENTS.move(agreement.pk, State.SETTLED, actor=actor)
    keep_in_step(moved.enterprise)
    return _tell(moved)


@transaction.atomic
def renew(agreement: Agreement, actor: User, *, signed_on: date, valid_until: date, **why) -> Period:
    """Note the agreement of the next year (R-SET-7).

    Args:
        valid_until: its last day; it begins the day after the one before.
        why: ``reason`` of a year beyond the normal ones; beyond the longest ``approval_number`` and ``approved_on`` of the bureau,
            and ``filing_number``.

    Raises:
        TransitionError: ``state``: nobody has moved in; the dates do not fit; ``reason``, ``approval``: what the length needs is missing.
    """
    locked = AGREEMENTS.locked(agreement.pk)
    if locked.state != State.SETTLED:
        raise TransitionError(_("只有已入驻的协议可以续签。"), code="state")
    _not_ahead("signed_on", signed_on)
    starts_on = date.fromordinal(locked.valid_until.toordinal() + 1)
    _within_a_year(starts_on, valid_until)
    check_length(locked.starts_on, valid_until, **why)
    period = locked.periods.create(signed_on=signed_on, starts_on=starts_on, valid_until=valid_until, **why)
    locked.valid_until = valid_until
    locked.save(update_fields=["valid_until"])
    audit.record("settlement.renewed", locked, actor=actor, after={"valid_until": day_text(valid_until)})
    tell(locked, "settlement/renewed")
    return period


def check_length(
    first: date, until: date, *, reason: str = "", approval_number: str = "", approved_on: date | None = None, filing_number: str = ""
) -> None:
    """Check what a stay from a first to a last day needs: beyond the normal years a reason, beyond the longest the bureau's papers.

    Raises:
        TransitionError: ``reason`` or ``approval``.
    """
    terms = current_terms()
    if until > last_day(first, terms.most_years) and not (approval_number.strip() and approved_on and filing_number.strip()):
        said = _("超过最长的 %(years)d 年，要填商务局批准文号、批准日期和备案编号。") % {"years": terms.most_years}
        raise _at("approval_number", said, "approval")
    if until > last_day(first, terms.years) and not reason.strip():
        raise _at("reason", _("超过一般的 %(years)d 年，请写明延长的理由。") % {"years": terms.years}, "reason")


@transaction.atomic
def end(
    agreement: Agreement,
    actor: User,
    *,
    ended_on: date,
    ended_why: str,
    room_returned: bool = False,
    papers_returned: bool = False,
) -> Agreement:
    """Note that somebody has left, once the check-list is done; the deposit is given back by :func:`refund_deposit`.

    Raises:
        TransitionError: ``day``; ``list``: the check-list is not done; ``reason``; or the state does not allow it.
    """
    _not_ahead("ended_on", ended_on)
    if not (room_returned and papers_returned):
        raise TransitionError(_("房间和资料都交接清楚，才能登记退出。"), code="list")
    said: dict[str, Any] = {"ended_on": ended_on, "ended_why": ended_why.strip(), "room_returned": True, "papers_returned": True}
    ended = AGREEMENTS.move(agreement.pk, State.ENDED, actor=actor, reason=ended_why, **said)
    keep_in_step(ended.enterprise)
    return _tell(ended)


@transaction.atomic
def drop(agreement: Agreement, actor: User, *, ended_why: str) -> Agreement:
    """Note that no agreement has come about; the room is free again.

    Raises:
        TransitionError: ``reason``, or the state does not allow it.
    """
    said: dict[str, Any] = {"ended_on": timezone.localdate(), "ended_why": ended_why.strip()}
    return _tell(AGREEMENTS.move(agreement.pk, State.DROPPED, actor=actor, reason=ended_why, **said))


@transaction.atomic
def pay_deposit(agreement: Agreement, actor: User, *, deposit_paid_on: date, deposit_receipt: str) -> Agreement:
    """Note that the deposit was paid (R-SET-6).

    Raises:
        TransitionError: ``day``; ``deposit``: none is due, or it was paid.
    """
    _not_ahead("deposit_paid_on", deposit_paid_on)
    locked = AGREEMENTS.locked(agreement.pk)
    if locked.state not in HOLDING or locked.deposit_paid_on is not None:
        raise TransitionError(_("现在不能登记交纳押金：还没有签约，或者已经交过。"), code="deposit")
    return _note(locked, actor, "settlement.deposit_paid", deposit_paid_on=deposit_paid_on, deposit_receipt=deposit_receipt.strip())


@transaction.atomic
def refund_deposit(agreement: Agreement, actor: User, *, deposit_refunded_on: date, refund_receipt: str) -> Agreement:
    """Note that the deposit was given back, at the end or after it (R-SET-6).

    Raises:
        TransitionError: ``day``; ``deposit``: there is none to give back.
    """
    _not_ahead("deposit_refunded_on", deposit_refunded_on)
    locked = AGREEMENTS.locked(agreement.pk)
    if locked.state not in {State.ENDED, State.DROPPED} or locked.deposit_paid_on is None or locked.deposit_refunded_on is not None:
        raise TransitionError(_("现在不能登记退还押金：还没有退出，没有交过，或者已经退还。"), code="deposit")
    said = {"deposit_refunded_on": deposit_refunded_on, "refund_receipt": refund_receipt.strip()}
    return _note(locked, actor, "settlement.deposit_refunded", **said)


@transaction.atomic
def report_sales(agreement: Agreement, user: User, *, year: int, amount: Decimal) -> SalesReport:
    """Report what was sold in a year that is over, as one of the firm's people; reported again, the last word counts (R-SET-8).

    Args:
        amount: in units of 10,000 yuan.

    Raises:
        TransitionError: ``mine``; ``year``: that year is not over, or the rules have no threshold for it.
    """
    must_own(agreement, user)
    locked = AGREEMENTS.locked(agreement.pk)
    if year not in locked.years_over():
        raise _at("year", _("这一年还没有满，或者不用上报。"), "year")
    said = {"amount": amount, "threshold": current_terms().threshold(year), "reported_at": timezone.now()}
    report, _created = locked.reports.update_or_create(year=year, defaults=said)
    audit.record("settlement.reported", locked, actor=user, after={"year": year})
    return report


def keep_in_step(enterprise: Enterprise | None) -> None:
    """Let the directory know whether a firm is settled: while somebody has moved in under an agreement of its own."""
    if enterprise is None:
        return
    settled = Agreement.objects.settled().filter(enterprise=enterprise).exists()
    if Enterprise.objects.filter(pk=enterprise.pk).exclude(settled=settled).update(settled=settled):
        enterprise.settled = settled
        visibility_changed(enterprise)


def enterprise_published(instance: Enterprise, **_signal) -> None:
    """Do the same for a firm with an agreement when its page is published: the text may be older. A receiver of ``published``."""
    if Agreement.objects.filter(enterprise=instance.pk, state__in=(State.SETTLED, State.ENDED)).exists():
        keep_in_step(instance)


def _note(locked: Agreement, actor: User, action: str, **changes) -> Agreement:
    """Keep columns that change without the state."""
    for name, value in changes.items():
        setattr(locked, name, value)
    locked.save(update_fields=[*changes])
    audit.record(action, locked, actor=actor, after={name: str(value) for name, value in changes.items()})
    return locked


def _tell(agreement: Agreement) -> Agreement:
    tell(agreement, "settlement/agreement")
    return agreement


def _not_ahead(name: str, day: date) -> None:
    if day > timezone.localdate():
        raise _at(name, _("日期不能晚于今天。"), "day")


def _within_a_year(starts_on: date, valid_until: date) -> None:
    """Check the days of one signing: in order, and no longer than a year."""
    if valid_until < starts_on:
        raise _at("valid_until", _("有效期不能早于起始日期。"), "order")
    if valid_until > last_day(starts_on, 1):
        raise _at("valid_until", _("协议一年一签，有效期不能超过一年。"), "year")


def _at(name: str, message: str, code: str) -> TransitionError:
    """Return a refusal that is said at a field of the form."""
    return TransitionError({name: ValidationError(message, code=code)})
