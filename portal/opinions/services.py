"""What happens to an opinion: written, studied, adopted or answered, graded, withdrawn, forgotten (R-SUP-1, R-SUP-2)."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.limits import consume
from portal.accounts.models import User
from portal.cases.kinds import CaseKind
from portal.cases.limits import working_days
from portal.cases.numbers import PLAIN
from portal.cases.services import keep_grade, move, open_case
from portal.core import audit
from portal.core.transitions import StateTable, TransitionError
from portal.moderation.notifications import directors
from portal.moderation.replies import check_reply
from portal.moderation.submission import refuse_bad_words
from portal.opinions.models import Opinion
from portal.opinions.notifications import tell_director

State = Opinion.State
_ENDS = {State.ADOPTED, State.ANSWERED, State.WITHDRAWN}
OPINION_MOVES = StateTable(
    {
        State.RECEIVED: {State.STUDYING, State.ESCALATED, *_ENDS},
        State.STUDYING: {State.ESCALATED, *_ENDS},
        State.ESCALATED: {State.STUDYING, *_ENDS},
        State.ADOPTED: set(),
        State.ANSWERED: set(),
        State.WITHDRAWN: set(),
    }
)

OPINION = CaseKind(
    code="opinion",
    model=Opinion,
    series=PLAIN,
    clock=lambda: working_days(settings.OPINION_DAYS),
    moves=OPINION_MOVES,
    owners={State.ESCALATED: directors},
    escalated=State.ESCALATED,
    audit="opinions.case",
    permission="opinions.handle_opinion",
    url_name="opinion",
    check_reply=check_reply,
    tell=tell_director,
    audited=("nature", "about", "channel"),
    told_of_late=directors,
)


@transaction.atomic
def write(*, address: str, phone: str = "", **said) -> tuple[Opinion, str]:
    """Keep an opinion and return it with the secret that only whoever wrote it knows.

    Args:
        address: where it came from; only its blind index is kept.
        phone: for an answer by phone, or nothing.
        said: ``nature``, ``about``, ``content``.

    Raises:
        TransitionError: ``blocked``: the rules forbid the words; ``often``: the address has sent as many as it may
            (``opinions`` of ``ACCESS_LIMITS``).
    """
    refuse_bad_words(said["content"], "question", private=True)
    if not consume("opinions", address):
        raise TransitionError(_("这个网络在一小时内提交的意见太多，请过一会儿再试，或写在窗口的意见簿上。"), code="often")
    return open_case(OPINION, address=address, contact=phone, **said)


@transaction.atomic
def note_down(staff: User, *, phone: str = "", **said) -> tuple[Opinion, str]:
    """Keep what stood in the book or box at the desk, or was said by phone; who types it owns it from then on.

    Args:
        staff: who types it.
        phone: for an answer by phone, or nothing.
        said: as of :func:`write`, with ``channel``.
    """
    case, code = open_case(OPINION, address="", contact=phone, owner=staff, **said)
    audit.record("opinions.noted_down", case, actor=staff, after={"channel": str(case.channel)})
    return case, code


def handle(case: Opinion, to_state: str, text: str, user: User, *, note: str = "") -> Opinion:
    """Move an opinion on as staff.

    Args:
        to_state: the next state.
        text: what whoever wrote it reads.
        note: what only staff read.

    Raises:
        TransitionError: the move is not in the table.
        ValidationError: the words may not be said (R-MOD-5).
    """
    if to_state == State.WITHDRAWN:
        return withdraw(case, user)
    check_reply(text, user, case)
    return move(OPINION, case, to_state, case.unnamed(text).strip(), user, note=case.unnamed(note).strip(), handles=True)


@transaction.atomic
def rate(case: Opinion, user: User | None, *, grade: int, comment: str = "") -> Opinion:
    """Keep the grade of whoever wrote it, once.

    Raises:
        TransitionError: ``rated``: there is no answer, or it has its grade; ``blocked``: the rules forbid the words.
    """
    refuse_bad_words(comment, "comment", private=True)
    rated = keep_grade(OPINION, case, grade=grade, comment=comment)
    audit.record("opinions.case.rated", rated, actor=user, after={"grade": grade})
    return rated


@transaction.atomic
def withdraw(case: Opinion, user: User | None, **_said) -> Opinion:
    """Take an opinion back: phone and words go at once (PIPL art. 15, 47).

    Raises:
        TransitionError: it has its answer already.
    """
    moved = move(OPINION, case, State.WITHDRAWN, _("本人已撤回，所写的内容已清除。"), user)
    _forget(moved, "content")
    return moved


def forget_old() -> None:
    """Empty phone and comment ``OPINION_KEPT_DAYS`` after the end; called by the scheduler."""
    before = timezone.now() - timedelta(days=settings.OPINION_KEPT_DAYS)
    for case in Opinion.objects.filter(closed_at__lt=before, forgotten_at=None):
        with transaction.atomic():
            _forget(case)


def _forget(case: Opinion, *more: str) -> None:
    names = (*case.personal_fields, *more)
    for name in names:
        setattr(case, name, "")
    case.forgotten_at = timezone.now()
    case.save(update_fields=["forgotten_at", *names])
    audit.record("opinions.forgotten", case)
