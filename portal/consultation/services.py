"""What happens to a consultation: asked, answered, referred, asked further, graded, withdrawn, made public (R-CONS)."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.limits import consume
from portal.accounts.models import User
from portal.cases.clocks import Hours, due_at
from portal.cases.forgetting import Forgetting
from portal.cases.kinds import CaseKind
from portal.cases.limits import working_days
from portal.cases.numbers import PLAIN
from portal.cases.services import keep_grade, move, note_call, open_case, reopen
from portal.consultation.models import Channel, Consultation, PublicAnswer
from portal.consultation.notifications import tell_director, tell_sender, tell_staff
from portal.core import audit, consents
from portal.core.grades import Grade
from portal.core.slugs import free_slug
from portal.core.transitions import StateTable, TransitionError
from portal.moderation.notifications import directors
from portal.moderation.replies import check_reply
from portal.moderation.screening import masked_copy
from portal.moderation.submission import refuse_bad_words

CONSENT = "consultation"

State = Consultation.State
_ENDS = {State.ANSWERED, State.ELSEWHERE, State.WITHDRAWN}
CONSULTATION_MOVES = StateTable(
    {
        State.RECEIVED: {State.REFERRED, State.ESCALATED, *_ENDS},
        # Who has referred it brings the result back: it cannot be sent elsewhere from there (R-CONS-4, R-CONS-5).
        State.REFERRED: {State.ANSWERED, State.ESCALATED, State.WITHDRAWN},
        State.ESCALATED: {State.REFERRED, *_ENDS},
        State.REOPENED: {State.REFERRED, State.ESCALATED, *_ENDS},
        State.ANSWERED: {State.REOPENED},
        State.ELSEWHERE: {State.REOPENED},
        State.WITHDRAWN: set(),
    }
)
_ASKED_ON = gettext_lazy("咨询人继续咨询。")

CONSULTATION = CaseKind(
    code="consultation",
    model=Consultation,
    series=PLAIN,
    clock=lambda: Hours(settings.CONSULTATION_HOURS),
    moves=CONSULTATION_MOVES,
    owners={State.ESCALATED: directors},
    escalated=State.ESCALATED,
    audit="consultation.case",
    permission="consultation.handle_consultation",
    url_name="consultation",
    check_reply=check_reply,
    tell=tell_director,
    audited=("topic", "channel"),
    told_of_late=directors,
    reopened=State.REOPENED,
)


@transaction.atomic
def ask(*, address: str, topic: str, question: str, phone: str = "", name: str = "", user=None) -> tuple[Consultation, str]:
    """Keep a question and return it with the secret that only whoever asks knows; the call is the consent (the form says so).

    Args:
        address: where it came from; only its blind index is kept.
        topic: a value of :class:`~portal.consultation.models.Topic`.
        question: what is asked.
        phone, name: of who asks.
        user: the account of who asks, if there is one.

    Raises:
        TransitionError: ``blocked``: the rules forbid the words; ``often``: the address has sent as many as it may
            (``consultations`` of ``ACCESS_LIMITS``).
    """
    refuse_bad_words(question, "question", private=True)
    if not consume("consultations", address):
        raise TransitionError(_("这个网络在一小时内提交的咨询太多，请过一会儿再试，或打电话给我们。"), code="often")
    case, code = open_case(CONSULTATION, address=address, contact=phone, user=user, topic=topic, question=question, name=name)
    consents.give(user, CONSENT, subject=case)
    return case, code


@transaction.atomic
def note_down(staff: User, *, channel: str, **asked) -> tuple[Consultation, str]:
    """Keep what somebody has asked by phone, at the desk or in WeChat, typed by staff who have told them what is kept (R-CONS-3).

    Args:
        staff: who types it, and owns it from then on.
        channel: a value of :class:`~portal.consultation.models.Channel`.
        asked: ``topic``, ``question``, ``phone``, ``name``.
    """
    case, code = open_case(
        CONSULTATION,
        address="",
        contact=asked["phone"],
        owner=staff,
        channel=channel,
        **{name: asked[name] for name in ("topic", "question", "name")},
    )
    consents.give(None, CONSENT, subject=case)
    audit.record("consultation.noted_down", case, actor=staff, after={"channel": Channel(channel).value})
    return case, code


def handle(  # noqa: PLR0913 - what staff may say of a step
    case: Consultation, to_state: str, text: str, user: User, *, note: str = "", department: str = "", where_to: str = ""
) -> Consultation:
    """Move a consultation on as staff.

    Args:
        to_state: the next state.
        text: what the sender reads.
        note: what only staff read.
        department: who has it from now on, where it is referred; its result is owed in ``CONSULTATION_RESULT_DAYS`` working days.
        where_to: where to ask instead, where it is none of the centre's business.

    Raises:
        TransitionError: the move is not in the table, or what the state needs is missing.
        ValidationError: the words may not be said (R-MOD-5).
    """
    if to_state == State.WITHDRAWN:
        return withdraw(case, user)
    if to_state == State.ELSEWHERE:
        if not where_to.strip():
            raise TransitionError(_("请写明应向哪里咨询。"), code="where_to")
        text = _("%(text)s\n请向这里咨询：%(where)s") % {"text": text.strip(), "where": where_to.strip()}
    changes: dict = {"result_until": None}
    if to_state == State.REFERRED:
        if not department.strip():
            raise TransitionError(_("请写明转给哪个部门。"), code="department")
        until = due_at(timezone.now(), working_days(settings.CONSULTATION_RESULT_DAYS)).at
        changes = {"department": department.strip(), "result_until": until}
    check_reply(text, user, case)
    text, note = case.unnamed(text).strip(), case.unnamed(note).strip()
    with transaction.atomic():
        moved = move(CONSULTATION, case, to_state, text, user, note=note, handles=True, **changes)
        tell_sender(moved, text)
    return moved


@transaction.atomic
def ask_on(case: Consultation, user: User | None, *, question: str) -> Consultation:
    """Ask further about an answer; the 48 hours begin anew, and who answered is told.

    Raises:
        TransitionError: there is no answer yet, or ``blocked``: the rules forbid the words.
    """
    refuse_bad_words(question, "question", private=True)
    moved = reopen(CONSULTATION, case, str(_ASKED_ON), user, asked=question)
    tell_staff(CONSULTATION, moved, str(_ASKED_ON))
    return moved


@transaction.atomic
def rate(case: Consultation, user: User | None, *, grade: int, comment: str = "") -> Consultation:
    """Keep the grade of whoever asked, once; a poor one is told to who answered, and waits for a call (R-CONS-7).

    Raises:
        TransitionError: ``rated``: there is no answer, or it has its grade; ``blocked``: the rules forbid the words.
    """
    refuse_bad_words(comment, "comment", private=True)
    rated = keep_grade(CONSULTATION, case, grade=grade, comment=comment)
    audit.record("consultation.case.rated", rated, actor=user, after={"grade": grade})
    if grade <= Grade.POOR:
        tell_staff(CONSULTATION, rated, _("评价：%(grade)s。请回访。") % {"grade": rated.get_grade_display()})
    return rated


@transaction.atomic
def call_back(case: Consultation, user: User, note: str) -> None:
    """Note what came of calling back somebody who gave a poor grade.

    Raises:
        TransitionError: ``called``: nobody is to be called, or somebody has called.
    """
    audit.record("consultation.called_back", note_call(CONSULTATION, case, user, note), actor=user)


@transaction.atomic
def withdraw(case: Consultation, user: User | None, **_said) -> Consultation:
    """Take a question back: what names the person and what was asked go at once (PIPL art. 15, 47).

    Raises:
        TransitionError: it has ended already.
    """
    moved = move(CONSULTATION, case, State.WITHDRAWN, _("咨询人已撤回，个人信息已清除。"), user, result_until=None)
    FORGETTING.forget(moved)
    tell_staff(CONSULTATION, moved, str(moved.get_state_display()))
    return moved


@transaction.atomic
def make_public(case: Consultation, user: User) -> PublicAnswer:
    """Make a draft for the public base from an answer, without names and with numbers masked; it goes through the review (R-CONS-6).

    Raises:
        TransitionError: ``answer``: there is no answer, or a draft has been made.
    """
    locked = CONSULTATION.lifecycle.locked(case.pk)
    last = locked.replies.filter(from_sender=False).exclude(text="").last()
    if locked.state != State.ANSWERED or locked.published_as_id or last is None:
        raise TransitionError(_("还没有答复，或者已经加入问答库。"), code="answer")
    question = masked_copy(locked.unnamed(locked.question))
    title = " ".join(question.split())[: PublicAnswer._meta.get_field("title").max_length]
    entry = PublicAnswer(title=title, topic=locked.topic, question=question, answer=masked_copy(last.text), live=False)
    entry.slug = free_slug(title, set(PublicAnswer.objects.values_list("slug", flat=True)), "answer")
    entry.save()
    entry.save_revision(user=user)
    locked.published_as = entry
    locked.save(update_fields=["published_as"])
    audit.record("consultation.made_public", locked, actor=user, after={"answer": entry.pk})
    return entry


def forget_old() -> None:
    """Clear what names people in consultations that ended long ago (``CONSULTATION_KEPT_DAYS``); called by the scheduler."""
    FORGETTING.old(settings.CONSULTATION_KEPT_DAYS)


def _forget_asked(case: Consultation) -> None:
    case.replies.filter(from_sender=True).update(asked="")


FORGETTING = Forgetting(Consultation, CONSENT, "consultation.forgotten", withdraw, _forget_asked)
