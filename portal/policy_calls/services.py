"""What becomes of calls and declarations: settled firms hear first, a firm declares, staff check, hand in and note the result (R-POL-2)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.notifications import notice
from portal.core import audit, consents
from portal.core.access_log import log_view
from portal.core.consents import Consent
from portal.core.lifecycle import Lifecycle
from portal.core.ownership import must_own
from portal.core.transitions import StateTable, TransitionError
from portal.enrolment import responses
from portal.enterprises.models import Enterprise, Membership
from portal.enterprises.policies import acts_for
from portal.moderation.submission import refuse_bad_words
from portal.policy_calls.models import Declaration, Paper, PolicyCall
from portal.uploads.gate import CheckedFile

State = Declaration.State
MOVES = StateTable(
    {
        State.SENT: {State.CHECKED, State.INCOMPLETE, State.WITHDRAWN},
        State.INCOMPLETE: {State.SENT, State.CHECKED, State.WITHDRAWN},
        State.CHECKED: {State.HANDED_IN, State.INCOMPLETE, State.WITHDRAWN},
        State.HANDED_IN: {State.APPROVED, State.REFUSED, State.INCOMPLETE},
        State.APPROVED: set(),
        State.REFUSED: set(),
        State.WITHDRAWN: set(),
    }
)
DECLARATIONS = Lifecycle(Declaration, MOVES, prefix="policy_calls.declaration", reasoned={State.INCOMPLETE, State.REFUSED})
# What staff do; a firm sends and withdraws itself.
HANDLED = (State.CHECKED, State.INCOMPLETE, State.HANDED_IN, State.APPROVED, State.REFUSED)
# What waits for staff.
WAITING = (State.SENT, State.CHECKED)
MAY_SEE, MAY_HANDLE = "policy_calls.view_declaration", "policy_calls.change_declaration"
_EMPTIED: dict[str, Any] = dict.fromkeys(Declaration.personal_fields, "")
Papers = Iterable[tuple[str, CheckedFile]]


@transaction.atomic
def declare(call: PolicyCall, user, *, enterprise: Enterprise, papers: Papers = (), **said) -> Declaration:
    """Declare for a firm with the centre's help; the call is the consent to pass the contact on to the centre (the form says so).

    Args:
        call: what for.
        user: acts for the firm.
        enterprise: the firm, whose verification stands.
        papers: which material, and the file as the gate let it in.
        said: contact, phone and note.

    Raises:
        TransitionError: ``ended``; ``member``; ``twice``: the firm has declared; or ``blocked``: the rules forbid the words.
    """
    if not PolicyCall.objects.open().filter(pk=call.pk).exists():
        raise TransitionError(_("这个申报还没有开始，或者已经截止。"), code="ended")
    if not acts_for(user, enterprise):
        raise TransitionError(_("只有已核验企业的成员可以申报。"), code="member")
    if call.declarations.standing().filter(enterprise=enterprise).exists():
        raise TransitionError(_("这家企业已经申报过，请在“我的政策申报”里查看。"), code="twice")
    refuse_bad_words(said.get("note", ""), "policy")
    made = responses.respond(DECLARATIONS, call, user, enterprise=enterprise, **said)
    _keep(made, papers)
    _tell_staff(made)
    return made


@transaction.atomic
def complete(declaration: Declaration, user, *, papers: Papers = ()) -> Declaration:
    """Send what was missing; staff check anew.

    Raises:
        TransitionError: ``mine``: it is not of the person's firm; ``papers``: nothing is sent; or nothing was asked for.
    """
    must_own(declaration, user)
    papers = list(papers)
    if not papers:
        raise TransitionError(_("请至少选择一份要补交的材料。"), code="papers")
    moved = DECLARATIONS.move(declaration.pk, State.SENT, actor=user, reply="")
    _keep(moved, papers)
    _tell_staff(moved)
    return moved


@transaction.atomic
def withdraw(declaration: Declaration, user) -> None:
    """Take a declaration back before it is handed in: contact and papers are gone when this returns.

    Raises:
        TransitionError: it is not of the person's firm, or the state does not allow it.
    """
    responses.withdraw(DECLARATIONS, declaration, user)
    consents.withdraw(declaration.user, Declaration.purpose, subject=declaration)
    declaration.papers.all().delete()


@transaction.atomic
def handle(  # noqa: PLR0913 - what staff note of a step
    declaration: Declaration,
    state: str,
    *,
    actor,
    reply: str = "",
    handed_in_on: date | None = None,
    number: str = "",
    amount: Decimal | None = None,
) -> Declaration:
    """Move a declaration on as staff, and tell the firm.

    Args:
        declaration: which.
        state: one of :data:`HANDLED`.
        actor: who does it.
        reply: what the firm reads; needed where something is missing or refused.
        handed_in_on, number: when it was handed in, and under which number.
        amount: how much was approved.

    Raises:
        TransitionError: ``stranger``; the table does not allow it; ``reason``; ``day`` or ``amount``: what the state needs is not said.
    """
    if not actor.has_perm(MAY_HANDLE) or state not in HANDLED:
        raise TransitionError(_("您不能办理政策申报。"), code="stranger")
    changes: dict[str, Any] = {"reply": reply.strip(), "decided_at": timezone.now() if state in (State.APPROVED, State.REFUSED) else None}
    if state == State.HANDED_IN:
        if handed_in_on is None:
            raise TransitionError({"handed_in_on": ValidationError(_("请填写报送日期。"), code="day")})
        changes |= {"handed_in_on": handed_in_on, "number": number.strip()}
    if state == State.APPROVED:
        if not amount:
            raise TransitionError({"amount": ValidationError(_("请填写批准金额。"), code="amount")})
        changes["amount"] = amount
    moved = DECLARATIONS.move(declaration.pk, state, actor=actor, reason=reply, **changes)
    for person in hearers(moved):
        notice(person, "policy_calls/moved", moved)
    return moved


def hearers(declaration: Declaration) -> list[User]:
    """Return who hears of a declaration: everybody who acts for the firm now."""
    return [row.user for row in declaration.enterprise.memberships.current().select_related("user")]


@transaction.atomic
def contact_of(declaration: Declaration, viewer) -> tuple[str, str] | None:
    """Return name and phone for staff, the look noted; nothing where there is none or the consent has ended.

    Raises:
        TransitionError: ``stranger``.
    """
    must_see(viewer)
    stands = consents.has(declaration.user, Declaration.purpose, subject=declaration)
    if not (declaration.phone and declaration.user and stands):
        return None
    log_view(viewer, declaration.user, "phone", declaration, str(declaration.call))
    return declaration.contact, declaration.phone


@transaction.atomic
def read_paper(paper: Paper, viewer) -> Paper:
    """Return a paper for staff, the look noted.

    Raises:
        TransitionError: ``stranger``.
    """
    must_see(viewer)
    log_view(viewer, paper.declaration.user, "attachment", paper.declaration, paper.name)
    return paper


def must_see(viewer) -> None:
    """Refuse whoever may not see declarations.

    Raises:
        TransitionError: ``stranger``.
    """
    if not viewer.has_perm(MAY_SEE):
        raise TransitionError(_("您不能查看政策申报。"), code="stranger")


def figures(call: PolicyCall) -> list[tuple[str, str]]:
    """Return how many firms have declared for a call, how many stand in which state, and how much was approved."""
    rows = call.declarations.standing().order_by()
    counts = dict(rows.values_list("state").annotate(Count("pk")))
    amount = rows.filter(state=State.APPROVED).aggregate(sum=Sum("amount"))["sum"] or 0
    states = [(str(state.label), str(counts.get(state, 0))) for state in State if state != State.WITHDRAWN]
    return [(_("申报企业"), str(sum(counts.values()))), *states, (_("批准金额（元）"), str(amount))]


def announce() -> None:
    """Tell everybody who acts for a settled firm of each new call with priority, once (R-POL-4); the scheduler calls it."""
    due = PolicyCall.objects.open().filter(priority=True, announced_at=None)
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            call = due.select_for_update(of=("self",)).filter(pk=pk).first()
            if call is not None:
                call.announced_at = timezone.now()
                call.save(update_fields=["announced_at"])
                for person in _settled():
                    notice(person, "policy_calls/priority", call)


def remind() -> None:
    """Tell of what ends within ``POLICY_CALL_REMINDER_DAYS``, once for each last day; the scheduler calls it.

    Firms whose papers are to be completed hear of it, and with priority the settled firms that have not declared.
    """
    PolicyCall.objects.open().remind_due(settings.POLICY_CALL_REMINDER_DAYS, _tell_of_end)


def _tell_of_end(call: PolicyCall) -> None:
    for declaration in call.declarations.filter(state=State.INCOMPLETE).select_related("enterprise", "call"):
        for person in hearers(declaration):
            notice(person, "policy_calls/incomplete", declaration)
    if call.priority:
        declared = call.declarations.standing().values("enterprise")
        for person in _settled(without=declared):
            notice(person, "policy_calls/ending", call)


def forget_contacts() -> None:
    """Empty contacts and delete papers in their time after the call and the answer; the scheduler calls it."""
    responses.forget_contacts(Declaration, "call__valid_until")
    Paper.objects.filter(declaration__forgotten_at__isnull=False).delete()


def consent_withdrawn(consent: Consent) -> None:
    """Empty the contact of a declaration whose consent has ended; the declaration is the firm's and goes on."""
    Declaration.objects.filter(pk=consent.object_id or 0).update(**_EMPTIED)


def enterprise_given_back(enterprise, actor, **_signal) -> None:
    """End what is not handed in of a firm for which nobody acts any longer, and empty what its people have said of themselves."""
    rows = Declaration.objects.filter(enterprise=enterprise)
    for pk in rows.filter(state__in=(*WAITING, State.INCOMPLETE)).values_list("pk", flat=True):
        DECLARATIONS.move(pk, State.WITHDRAWN, actor=actor, reason=_("企业交还中心管理"))
    Paper.objects.filter(declaration__in=rows).delete()
    rows.update(**_EMPTIED)


def forget_person(rows, _owner: str, _user) -> None:
    """Leave the declarations of a person who goes to the firm, without the person and without a contact."""
    rows.update(user=None, **_EMPTIED)


def _keep(declaration: Declaration, papers: Papers) -> None:
    for material, file in papers:
        paper = Paper.keep_paper(material, file, declaration=declaration)
        audit.record("policy_calls.paper", declaration, after={"paper": paper.name})


def _tell_staff(declaration: Declaration) -> None:
    for keeper in User.objects.who_may(MAY_HANDLE):
        notice(keeper, "policy_calls/received", declaration, url=reverse("policy_declaration", args=[declaration.pk]))


def _settled(without=()) -> Iterable[User]:
    """Return everybody who acts for a settled firm whose verification stands, each once."""
    firms = Enterprise.objects.verified().filter(settled=True).exclude(pk__in=without)
    rows = Membership.objects.current().filter(organisation__in=firms).select_related("user")
    return {row.user_id: row.user for row in rows}.values()
