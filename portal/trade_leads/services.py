"""What owners of leads and those who answer do: post, end, inquire, mark. Staff's part is :mod:`portal.trade_leads.matching`."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.notifications import notice
from portal.accounts.personal_data import DELETE
from portal.core import consents
from portal.core.lifecycle import Lifecycle
from portal.core.transitions import StateTable, TransitionError
from portal.enrolment import responses
from portal.enterprises.policies import acts_for, people_of
from portal.moderation.submission import refuse_bad_words, submit
from portal.trade_leads.models import Inquiry, TradeLead
from portal.trade_leads.querysets import PUBLIC

PHONE = "trade_lead_phone"
State = TradeLead.State
ENDS = (State.DEALT, State.CLOSED)
LEAD_MOVES = StateTable(
    {
        State.OPEN: {*ENDS, State.EXPIRED},
        State.DEALT: {State.OPEN},
        State.CLOSED: {State.OPEN, State.DEALT},
        State.EXPIRED: {State.OPEN, *ENDS},
    }
)
LEADS = Lifecycle(TradeLead, LEAD_MOVES, prefix="trade_leads.lead")
MARKS = (Inquiry.State.CONTACTED, Inquiry.State.AGREED, Inquiry.State.DECLINED)
INQUIRY_MOVES = StateTable(
    {
        Inquiry.State.SENT: {*MARKS, Inquiry.State.WITHDRAWN},
        Inquiry.State.CONTACTED: {Inquiry.State.AGREED, Inquiry.State.DECLINED, Inquiry.State.WITHDRAWN},
        Inquiry.State.AGREED: {Inquiry.State.DECLINED, Inquiry.State.WITHDRAWN},
        Inquiry.State.DECLINED: {Inquiry.State.AGREED, Inquiry.State.WITHDRAWN},
        Inquiry.State.WITHDRAWN: set(),
    }
)
INQUIRIES = Lifecycle(Inquiry, INQUIRY_MOVES, prefix="trade_leads.inquiry")


def acts_as_owner(lead: TradeLead, user) -> bool:
    """Return whether a lead is a person's to handle now: the person's own, or of a firm whose verification stands."""
    return acts_for(user, lead.enterprise) if lead.enterprise_id else lead.poster_id == user.pk


def hearers(lead: TradeLead) -> list:
    """Return who hears of what happens to a lead."""
    return people_of(lead.enterprise) if lead.enterprise_id else [lead.poster]


@transaction.atomic
def post_lead(draft: TradeLead, user, *, seen_revision: int | None = None, show_phone: bool | None = None) -> TradeLead:
    """Hand in a new lead or a new text of one, which opens it again where it has ended; the call is the consent to show it.

    Args:
        draft: the lead as the form has filled it.
        user: who posts it, for the firm that it names or for themselves.
        seen_revision: the revision that the form showed, of a lead that exists.
        show_phone: whether everybody may read the poster's number; ``None`` leaves that as it is.

    Raises:
        TransitionError: ``unverified``: the person does not act for the firm; ``many``: as many as one may have stand open
            (``TRADE_LEADS_OPEN``); or as :func:`portal.moderation.submission.submit`.
    """
    draft.poster = draft.poster or user
    if not acts_as_owner(draft, user):
        raise TransitionError(_("只有已核验企业的成员可以以企业名义发布。"), code="unverified")
    others = TradeLead.objects.owned_by(user).filter(state=State.OPEN, poster=user).not_expired().exclude(pk=draft.pk)
    if others.count() >= settings.TRADE_LEADS_OPEN:
        raise TransitionError(_("您已有 %(most)d 条进行中的供求信息，请先结束一些。") % {"most": settings.TRADE_LEADS_OPEN}, code="many")
    if draft.pk:
        TradeLead.objects.filter(pk=draft.pk).update(valid_until=draft.valid_until)
        if LEADS.locked(draft.pk).state != State.OPEN:
            LEADS.move(draft.pk, State.OPEN, actor=user, reason=_("重新发布"))
    submit(draft, user, seen_revision=seen_revision, action="trade_leads.submitted")
    if draft.poster == user:
        consents.give(user, PUBLIC, subject=draft)
        if show_phone is not None:
            (consents.give if show_phone else consents.withdraw)(user, PHONE, subject=draft)
    return draft


def public_phone(lead: TradeLead) -> str:
    """Return the number that everybody may call: the poster's own while the consent to show it stands, or nothing."""
    return lead.poster.phone if lead.pk and lead.poster and consents.has(lead.poster, PHONE, subject=lead) else ""


def end_lead(lead: TradeLead, user, state: str) -> TradeLead:
    """Mark a lead as dealt or ended, as its owner.

    Raises:
        TransitionError: ``mine``: it is somebody else's; or its state does not allow it.
    """
    if state not in ENDS or not TradeLead.objects.owned_by(user).filter(pk=lead.pk).exists():
        raise TransitionError(_("没有这条供求信息。"), code="mine")
    return LEADS.move(lead.pk, state, actor=user, reason=_("发布人结束"))


def expire_leads() -> None:
    """End leads whose last day has passed. Nobody sees them meanwhile: ``visible()`` looks at the day."""
    TradeLead.objects.filter(state=State.OPEN).expire_due(_expire)


def _expire(lead: TradeLead) -> None:
    lead = LEADS.move(lead.pk, State.EXPIRED, reason=_("有效期已过"))
    notice(lead.poster, "trade_leads/expired", lead)


def remind_of_leads() -> None:
    """Tell people whose leads end soon."""
    TradeLead.objects.visible().remind_due(settings.TRADE_LEAD_REMINDER_DAYS, lambda lead: notice(lead.poster, "trade_leads/ending", lead))


def enterprise_given_back(enterprise, actor, **_signal) -> None:
    """End the leads of a firm for which nobody acts any longer."""
    for lead in TradeLead.objects.filter(enterprise=enterprise, state=State.OPEN):
        if lead.workflow_in_progress:
            lead.current_workflow_state.cancel(user=actor)
        LEADS.move(lead.pk, State.CLOSED, actor=actor, reason=_("企业交还中心管理"))


@transaction.atomic
def inquire(lead: TradeLead, user, **said) -> Inquiry:
    """Answer a lead; the call is the consent to pass the contact on to whoever posted it (the form says so).

    Args:
        lead: what is answered.
        user: who answers.
        said: contact, phone and text.

    Raises:
        TransitionError: ``ended``, ``own``, ``twice``, or ``blocked``: the rules forbid the words.
    """
    locked = TradeLead.objects.visible().select_for_update(of=("self",)).filter(pk=lead.pk).first()
    if locked is None:
        raise TransitionError(_("这条供求信息已经结束。"), code="ended")
    if TradeLead.objects.owned_by(user).filter(pk=lead.pk).exists():
        raise TransitionError(_("这是您自己发布的。"), code="own")
    refuse_bad_words(said["text"], "product")
    made = responses.respond(INQUIRIES, locked, user, **said)
    for hearer in hearers(locked):
        notice(hearer, "trade_leads/inquired", made, url=reverse("trade_leads:inquiries", args=[locked.pk]))
    return made


def withdraw_inquiry(inquiry: Inquiry, user) -> None:
    """Take an inquiry back; raises as :func:`portal.enrolment.responses.withdraw`."""
    responses.withdraw(INQUIRIES, inquiry, user)


def received(lead: TradeLead, viewer) -> list[Inquiry]:
    """Return who has answered a lead, each look noted; people whose consent has ended are left out.

    Raises:
        TransitionError: ``stranger``: the lead is not this person's to handle.
    """
    if not acts_as_owner(lead, viewer):
        raise TransitionError(_("您不能查看这些意向。"), code="stranger")
    rows = responses.read_responses(lead.inquiries.all(), viewer)
    for row in rows:
        row.next_states = INQUIRY_MOVES.following(row.state)
    return rows


@transaction.atomic
def mark(inquiry: Inquiry, user, state: str) -> Inquiry:
    """Note how it went with somebody who answered, as the lead's owner; that person is told.

    Raises:
        TransitionError: ``stranger``: the lead is not this person's to handle; or the state does not allow it.
    """
    if state not in MARKS or not acts_as_owner(inquiry.lead, user):
        raise TransitionError(_("您不能答复这份意向。"), code="stranger")
    moved = INQUIRIES.move(inquiry.pk, state, actor=user, reason=_("发布人登记"), decided_at=timezone.now())
    notice(moved.user, "trade_leads/marked", moved)
    return moved


def forget_contacts() -> None:
    """Empty contacts in their time after the lead and the answer; the scheduler calls it."""
    responses.forget_contacts(Inquiry, "lead__valid_until")


def forget_leads(rows, owner: str, user) -> None:
    """Delete the leads of a person who leaves, with their history; those of firms stay without the person."""
    DELETE.act(rows.filter(enterprise=None), owner, user)
    rows.update(poster=None)
