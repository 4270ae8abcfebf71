"""What staff do to bring supply and demand together, and what came of it (R-REC-4)."""

from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.notifications import notice
from portal.core import audit
from portal.core.access_log import log_view
from portal.core.lifecycle import Lifecycle
from portal.core.transitions import StateTable, TransitionError
from portal.enrolment.responses import read_responses
from portal.enterprises.models import Enterprise
from portal.records.models import Channel, ClientKind, RecordClass, Result
from portal.records.services import record_service
from portal.trade_leads.models import Inquiry, Match, TradeLead
from portal.trade_leads.services import hearers

MAY_MATCH = "trade_leads.match_tradelead"
State = Match.State
MATCH_MOVES = StateTable(
    {State.PROPOSED: {State.DEALT, State.FAILED}, State.DEALT: {State.DEALT, State.FAILED}, State.FAILED: {State.DEALT, State.FAILED}}
)
MATCHES = Lifecycle(Match, MATCH_MOVES, prefix="trade_leads.match", reasoned=set())


def _must_match(user) -> None:
    if not user.has_perm(MAY_MATCH):
        raise TransitionError(_("您不能办理供销对接。"), code="stranger")


@transaction.atomic
def propose(lead: TradeLead, other: TradeLead, user) -> Match:
    """Bring a supply and a demand together: both sides are told of the other's lead, once.

    Raises:
        TransitionError: ``stranger``; ``ended``: one of the two no longer stands, or both are of one side; ``twice``.
    """
    _must_match(user)
    offer, demand = (lead, other) if lead.is_offer else (other, lead)
    standing = TradeLead.objects.visible().filter(pk__in=(offer.pk, demand.pk)).values_list("kind")
    if set(standing) != {("offer",), ("demand",)}:
        raise TransitionError(_("这两条供求信息不能对接：有一条已经结束，或者方向相同。"), code="ended")
    made = _made(user, lead=offer, counterpart=demand)
    for own, found in ((offer, demand), (demand, offer)):
        for hearer in hearers(own):
            notice(hearer, "trade_leads/proposed", own, url=found.get_absolute_url(), found=found)
    return made


def take_up(inquiry: Inquiry, user) -> Match:
    """Follow up on an inquiry, so that what came of it can be recorded.

    Raises:
        TransitionError: ``stranger``, or ``twice``.
    """
    _must_match(user)
    return _made(user, lead=inquiry.lead, inquiry=inquiry)


def _made(user, **sides) -> Match:
    try:
        with transaction.atomic():
            made = Match.objects.create(proposed_by=user, **sides)
    except IntegrityError as error:
        raise TransitionError(_("已经对接过。"), code="twice") from error
    audit.record("trade_leads.match.proposed", made, actor=user)
    return made


@transaction.atomic
def record_outcome(match: Match, user, state: str, *, amount: Decimal | None = None, note: str = "") -> Match:
    """Record what came of a match, or correct it; its service record follows.

    Args:
        match: the two sides.
        user: who records it.
        state: dealt or failed.
        amount: for how much, where they dealt.
        note: what is worth knowing; names nobody.

    Raises:
        TransitionError: ``stranger``; ``amount``: they dealt, and nobody says for how much; or the lead is gone (``gone``).
    """
    _must_match(user)
    dealt = state == State.DEALT
    if dealt and not amount:
        raise TransitionError(_("成交的，请填写成交金额。"), code="amount")
    if match.lead is None:
        raise TransitionError(_("这条供求信息已随账号删除。"), code="gone")
    changes: dict[str, Any] = {"amount": amount if dealt else None, "note": note, "decided_at": timezone.now()}
    moved = MATCHES.move(match.pk, state, actor=user, **changes)
    _record(moved, user)
    return moved


def _record(match: Match, user) -> None:
    lead: Any = match.lead
    other = match.counterpart or match.inquiry
    words = [f"{lead.log_name} - {other.log_name}", match.get_state_display()] if other else [lead.log_name, match.get_state_display()]
    if match.amount:
        words.append(_("%(amount)s 元") % {"amount": match.amount})
    firm, poster = lead.enterprise, lead.poster
    kind = ClientKind.HOUSEHOLD
    if firm:
        kind = ClientKind.COOPERATIVE if firm.kind == Enterprise.Kind.COOPERATIVE else ClientKind.ENTERPRISE
    record_service(
        actor=user,
        request_number=match.number,
        client_kind=kind,
        enterprise=firm,
        client=None if firm else poster,
        client_name="" if firm else (poster.get_full_name() or lead.shown_name),
        town=lead.town,
        service_class=RecordClass.TRADE,
        content="，".join([*words, *filter(None, [match.note])]),
        staff=user,
        channel=Channel.ONLINE,
        result=Result.DONE if match.state == State.DEALT else Result.UNSOLVED,
    )


@transaction.atomic
def contacts(lead: TradeLead, user) -> tuple[str, list[Inquiry]]:
    """Return whom to call about a lead: name and phone of who posted it, and those who answered; each look is noted.

    Raises:
        TransitionError: ``stranger``.
    """
    _must_match(user)
    poster = lead.poster
    if poster:
        log_view(user, poster, "phone", lead, str(_("供销对接")))
    return f"{poster} {poster.phone}" if poster else "", read_responses(lead.inquiries.all(), user)
