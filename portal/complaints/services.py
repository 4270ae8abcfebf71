"""What happens to a complaint: sent, accepted, solved or assigned, answered, confirmed or taken up again, closed, archived (R-CMP)."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.limits import consume
from portal.accounts.models import User
from portal.cases.files import keep_files
from portal.cases.forgetting import Forgetting
from portal.cases.kinds import CaseKind, Step
from portal.cases.limits import working_days
from portal.cases.merging import merge, take_apart
from portal.cases.numbers import PLAIN
from portal.cases.services import keep_grade, move, move_after, note_call, open_case, reopen, time_limit
from portal.complaints.models import Complaint
from portal.complaints.notifications import tell_director, tell_sender, tell_staff
from portal.core import audit, consents
from portal.core.grades import Grade
from portal.core.transitions import StateTable, TransitionError
from portal.moderation.notifications import directors
from portal.moderation.replies import check_reply
from portal.moderation.submission import refuse_bad_words
from portal.uploads.gate import CheckedFile

CONSENT = "complaint"

State = Complaint.State
_ANYTIME = {State.MERGED, State.WITHDRAWN}
_VERDICTS = {State.CONFIRMED, State.REOPENED, State.CLOSED}
# R-CMP-14; who is first asked may go straight to the director (R-CMP-7).
COMPLAINT_MOVES = StateTable(
    {
        State.SUBMITTED: {State.ACCEPTED, State.ESCALATED, *_ANYTIME},
        State.ACCEPTED: {State.SOLVED, State.ASSIGNED, State.ESCALATED, State.ELSEWHERE, *_ANYTIME},
        State.ASSIGNED: {State.ANSWERED, State.ESCALATED, State.ELSEWHERE, *_ANYTIME},
        State.ESCALATED: {State.ASSIGNED, State.ANSWERED, State.ELSEWHERE, *_ANYTIME},
        State.REOPENED: {State.ASSIGNED, State.ANSWERED, State.ESCALATED, State.ELSEWHERE, *_ANYTIME},
        State.SOLVED: _VERDICTS,
        State.ANSWERED: _VERDICTS,
        State.ELSEWHERE: _VERDICTS,
        State.CONFIRMED: {State.CLOSED},
        State.CLOSED: {State.REOPENED, State.ARCHIVED},
        State.ARCHIVED: set(),
        # What was no duplicate, or was merged into one that was withdrawn.
        State.MERGED: {State.REOPENED},
        State.WITHDRAWN: set(),
    }
)
_DISCONTENT = gettext_lazy("投诉人对办理结果不满意。")

COMPLAINT = CaseKind(
    code="complaint",
    model=Complaint,
    series=PLAIN,
    clock=lambda: working_days(settings.COMPLAINT_DAYS),
    moves=COMPLAINT_MOVES,
    owners={State.ESCALATED: directors},
    escalated=State.ESCALATED,
    audit="complaints.case",
    permission="complaints.handle_complaint",
    url_name="complaint",
    check_reply=check_reply,
    tell=tell_director,
    audited=("about", "channel"),
    told_of_late=directors,
    reopened=State.REOPENED,
    acceptance=Step(
        "complaint-accept",
        gettext_lazy("投诉受理"),
        lambda: working_days(settings.COMPLAINT_ACCEPT_DAYS),
        frozenset({State.SUBMITTED}),
    ),
    merged=State.MERGED,
)


def following(state: str) -> frozenset[str]:
    """Return where staff may move a complaint by the form: the clock archives, merging has a form of its own, and what the complainant
    has not confirmed is closed by the clock."""
    others = {State.ARCHIVED, State.MERGED, *({State.CLOSED} if state != State.CONFIRMED else ())}
    return COMPLAINT_MOVES.following(state) - others


@transaction.atomic
def complain(*, address: str, phone: str, files: Iterable[CheckedFile] = (), user=None, **said) -> tuple[Complaint, str]:
    """Keep a complaint and return it with the secret that only the complainant knows; the call is the consent (the form says so).

    Args:
        address: where it came from; only its blind index is kept.
        phone: of who complains.
        files: as the gate let them in.
        user: the account of who complains, if there is one.
        said: ``about``, ``content``, ``name``, and optionally ``reason``, ``wish``, ``wanted_on``, ``against``, ``on_behalf_of``.

    Raises:
        TransitionError: ``blocked``: the rules forbid the words; ``often``: the address has sent as many as it may
            (``complaints`` of ``ACCESS_LIMITS``).
    """
    refuse_bad_words("\n".join(str(said.get(name) or "") for name in ("content", "reason", "wish", "against")), "question", private=True)
    if not consume("complaints", address):
        raise TransitionError(_("这个网络在一小时内提交的投诉太多，请过一会儿再试，或打投诉电话。"), code="often")
    return _opened(user, files, address=address, contact=phone, user=user, **said)


@transaction.atomic
def note_down(staff: User, *, phone: str, files: Iterable[CheckedFile] = (), **said) -> tuple[Complaint, str]:
    """Keep a complaint that came by phone, at the desk or from another body; who types it was asked first, and accepts it (R-CMP-3).

    Args:
        staff: who types it, and has told the complainant what is kept.
        phone: of who complains, or nothing.
        files: as the gate let them in.
        said: as of :func:`complain`, with ``channel`` and ``passed_on_by``.
    """
    case, code = _opened(staff, files, address="", contact=phone, owner=staff, **said)
    audit.record("complaints.noted_down", case, actor=staff, after={"channel": str(case.channel)})
    return handle(case, State.ACCEPTED, _("工作人员已登记并受理。"), staff), code


def handle(  # noqa: PLR0913 - what staff may say of a step
    case: Complaint, to_state: str, text: str, user: User, *, note: str = "", department: str = "", where_to: str = "", because: str = ""
) -> Complaint:
    """Move a complaint on as staff; the first step accepts it, and its time limit begins.

    Args:
        to_state: the next state.
        text: what the complainant reads; with ``closed`` the final result that is registered (R-CMP-5).
        note: what only staff read.
        department: who answers from now on, where it is assigned.
        where_to: the right body, where it is not the centre's fault (R-CMP-13).
        because: why the director decides, a value of :class:`~portal.complaints.models.Complaint.Because`.

    Raises:
        TransitionError: the move is not in the table, or ``department``, ``where_to`` or ``because`` is missing where it is needed.
        ValidationError: the words may not be said (R-MOD-5).
    """
    if to_state == State.WITHDRAWN:
        return withdraw(case, user)
    needed = {State.ASSIGNED: ("department", department), State.ELSEWHERE: ("where_to", where_to), State.ESCALATED: ("because", because)}
    name, value = needed.get(to_state, ("", "-"))
    if not value.strip():
        raise TransitionError(_("请写明责任部门、应找的单位或者报主任的原因。"), code=name)
    if to_state == State.ELSEWHERE:
        text = _("%(text)s\n请找这个单位：%(where)s") % {"text": text.strip(), "where": where_to.strip()}
    check_reply(text, user, case)
    text, note = case.unnamed(text).strip(), case.unnamed(note).strip()
    with transaction.atomic():
        locked = COMPLAINT.lifecycle.locked(case.pk)
        if to_state not in following(locked.state):
            raise TransitionError(_("当前状态不能变更为所选状态。"), code="transition")
        if to_state == State.REOPENED:
            return object_to(locked, user, said=text)
        changes: dict = {name: value.strip()} if name in {"department", "because"} else {}
        if locked.accepted_at is None:
            limit = time_limit(COMPLAINT, locked)
            changes |= {"first_asked": user, "accepted_at": timezone.now(), **limit}
            note = "\n".join(filter(None, [note, _("办理期限：%(why)s") % {"why": limit["due_why"]}]))
        moved = move(COMPLAINT, locked, to_state, text, user, note=note, handles=True, **changes)
        tell_sender(moved, text)
    return moved


@transaction.atomic
def confirm(case: Complaint, user: User | None, *, grade: int = Grade.GOOD, comment: str = "") -> Complaint:
    """Keep that the complainant is content with the result (R-CMP-9); the first verdict is the one that counts.

    Raises:
        TransitionError: there is no result to confirm; ``blocked``: the rules forbid the words.
    """
    refuse_bad_words(comment, "comment", private=True)
    _grade(case, grade, comment)
    moved = move(COMPLAINT, case, State.CONFIRMED, _("投诉人已确认办理结果。"), user)
    tell_staff(COMPLAINT, moved, str(moved.get_state_display()))
    return moved


@transaction.atomic
def object_to(case: Complaint, user: User | None, *, text: str = "", wanted_on: date | None = None, said: str = "") -> Complaint:
    """Take a complaint up again whose sender is not content; the time limit begins anew, and a visit back is owed (R-CMP-13).

    Args:
        text: what is still wrong, in the complainant's words.
        wanted_on: by when the complainant wants it settled now.
        said: what the case says of it, where staff write that.

    Raises:
        TransitionError: there is no result, or it is in the archive; ``blocked``: the rules forbid the words.
    """
    refuse_bad_words(text, "question", private=True)
    _grade(case, Grade.POOR)
    case.wanted_on = wanted_on
    moved = reopen(COMPLAINT, case, said or str(_DISCONTENT), user, asked=text, wanted_on=wanted_on, merged_into=None)
    tell_staff(COMPLAINT, moved, str(_DISCONTENT))
    return moved


@transaction.atomic
def withdraw(case: Complaint, user: User | None, **_said) -> Complaint:
    """Take a complaint back: what names the person, what was written and the files go at once (PIPL art. 15, 47).

    What others had complained about the same goes on without it.

    Raises:
        TransitionError: it has its answer already.
    """
    moved = move(COMPLAINT, case, State.WITHDRAWN, _("投诉人已撤回，个人信息已清除。"), user)
    for other in take_apart(COMPLAINT, moved, _("与您并案的一件已经撤回，您的投诉单独办理。"), user):
        tell_sender(other, _("与您并案的一件已经撤回，您的投诉单独办理。"))
        tell_staff(COMPLAINT, other, str(other.get_state_display()))
    FORGETTING.forget(moved)
    tell_staff(COMPLAINT, moved, str(moved.get_state_display()))
    return moved


@transaction.atomic
def add_files(case: Complaint, user: User | None, *, files: Iterable[CheckedFile]) -> Complaint:
    """Keep further files of the complainant.

    Raises:
        TransitionError: ``ended``: nothing is owed any more; or as of :func:`portal.cases.files.keep_files`.
    """
    if not COMPLAINT.lifecycle.locked(case.pk).is_open:
        raise TransitionError(_("已经办结，不能再补充材料。"), code="ended")
    kept = keep_files(COMPLAINT, case, files, user, from_sender=True)
    tell_staff(COMPLAINT, kept, _("投诉人补充了材料。"))
    return kept


def join(case: Complaint, user: User, *, number: str, text: str) -> Complaint:
    """Merge a duplicate into another complaint and tell its sender; errors as of :func:`portal.cases.merging.merge`."""
    check_reply(text, user, case)
    with transaction.atomic():
        moved = merge(COMPLAINT, case, number, case.unnamed(text).strip(), user)
        tell_sender(moved, text)
    return moved


@transaction.atomic
def call_back(case: Complaint, user: User, *, note: str) -> None:
    """Note what came of visiting or calling back somebody who is not content; errors as of :func:`portal.cases.services.note_call`."""
    audit.record("complaints.called_back", note_call(COMPLAINT, case, user, note), actor=user)


def pass_time() -> None:
    """Close what nobody has objected to, archive what is closed, and forget whom it names in their time; called by the scheduler."""
    silent = (State.SOLVED, State.ANSWERED, State.ELSEWHERE, State.CONFIRMED)
    days = settings.COMPLAINT_CONFIRM_DAYS
    closed = _("答复后%(days)d天内没有收到不满意的意见，已办结。") % {"days": days}
    for case in move_after(COMPLAINT, silent, State.CLOSED, days, closed):
        tell_sender(case, closed)
    move_after(COMPLAINT, (State.CLOSED,), State.ARCHIVED, settings.COMPLAINT_ARCHIVE_DAYS, _("已归档。"))
    FORGETTING.old(settings.COMPLAINT_KEPT_DAYS)


def _opened(by: User | None, files: Iterable[CheckedFile], *, user: User | None = None, **values) -> tuple[Complaint, str]:
    case, code = open_case(COMPLAINT, user=user, **values)
    if files:
        keep_files(COMPLAINT, case, files, by, from_sender=True)
    consents.give(user, CONSENT, subject=case)
    return case, code


def _grade(case: Complaint, grade: int, comment: str = "") -> None:
    """Keep the first verdict; later ones leave it as it is."""
    if COMPLAINT.lifecycle.locked(case.pk).may_be_rated():
        keep_grade(COMPLAINT, case, grade=grade, comment=comment)


def _forget_beside(case: Complaint) -> None:
    case.files.all().delete()
    case.replies.filter(from_sender=True).update(asked="")


FORGETTING = Forgetting(Complaint, CONSENT, "complaints.forgotten", withdraw, _forget_beside)
