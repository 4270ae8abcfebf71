"""What happens to an application: handed in, completed, reviewed, approved or refused, withdrawn (R-SET-1 to R-SET-5, R-SET-14)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.cases.forgetting import Forgetting
from portal.cases.handlers import tell_in_charge
from portal.cases.kinds import CaseKind
from portal.cases.limits import working_days
from portal.cases.numbers import NumberSeries
from portal.cases.services import move, open_case
from portal.core import audit, consents
from portal.core.access_log import log_view
from portal.core.ownership import must_own
from portal.core.transitions import StateTable, TransitionError
from portal.enterprises.policies import acts_for
from portal.moderation.notifications import directors
from portal.moderation.replies import check_reply
from portal.moderation.submission import refuse_bad_words
from portal.settlement.models import Agreement, Application, Paper, Review, TeamMember
from portal.settlement.notifications import tell_applicant, tell_director
from portal.uploads.gate import CheckedFile

CONSENT = "settlement"
MAY_HANDLE = "settlement.handle_application"

State = Application.State
APPLICATION_MOVES = StateTable(
    {
        State.RECEIVED: {State.MISSING, State.REVIEW, State.ESCALATED, State.WITHDRAWN},
        # What was asked for has come, or the group goes on without; whoever sends nothing is refused in the end.
        State.MISSING: {State.RECEIVED, State.REVIEW, State.REFUSED, State.WITHDRAWN},
        State.REVIEW: {State.MISSING, State.APPROVED, State.REFUSED, State.ESCALATED, State.WITHDRAWN},
        State.ESCALATED: {State.MISSING, State.REVIEW, State.REFUSED, State.WITHDRAWN},
        State.APPROVED: set(),
        State.REFUSED: set(),
        State.WITHDRAWN: set(),
    }
)
APPLICATION = CaseKind(
    code="settlement",
    model=Application,
    series=NumberSeries("RZ"),
    clock=lambda: working_days(settings.SETTLEMENT_DAYS),
    moves=APPLICATION_MOVES,
    owners={State.ESCALATED: directors},
    escalated=State.ESCALATED,
    audit="settlement.application",
    permission=MAY_HANDLE,
    url_name="settlement_application",
    check_reply=check_reply,
    tell=tell_director,
    audited=("applicant",),
    told_of_late=directors,
)
Papers = Iterable[tuple[str, CheckedFile]]


@transaction.atomic
def apply(user: User, *, address: str, phone: str, team: Iterable[dict] = (), papers: Papers = (), **said) -> Application:
    """Hand in an application; the call is the consent (the form says so).

    Args:
        user: who applies, for a firm or not.
        address: where it came from; only its blind index is kept.
        phone: how to reach the person.
        team: post, division and experience of each member.
        papers: what each is, and the file as the gate let it in.
        said: the columns of the application.

    Raises:
        TransitionError: ``member``: the person does not act for the firm; ``twice``: an application of the person's is open;
            or ``blocked``: the rules forbid the words.
    """
    team = list(team)
    enterprise = said.get("enterprise")
    if enterprise is not None and not acts_for(user, enterprise):
        raise TransitionError(_("只有已核验企业的成员可以替企业申请。"), code="member")
    # The person's row is the queue: two forms that are sent at once are looked at one after the other.
    User.objects.select_for_update().get(pk=user.pk)
    if Application.objects.owned_by(user).still_open().exists():
        raise TransitionError(_("您有一份入驻申请正在办理，请在“我的入驻”里查看。"), code="twice")
    texts = [str(value) for name, value in said.items() if name in Application.personal_fields]
    refuse_bad_words("\n".join([*texts, *(word for row in team for word in row.values())]), "service", private=True)
    case, _code = open_case(APPLICATION, address=address, contact=phone, user=user, **said)
    TeamMember.objects.bulk_create(TeamMember(application=case, **row) for row in team)
    consents.give(user, CONSENT, subject=case)
    _keep(case, papers)
    return case


@transaction.atomic
def complete(case: Application, user: User, *, papers: Papers) -> Application:
    """Send what was missing; staff look at it anew. The time limit runs on (ADR).

    Raises:
        TransitionError: ``mine``: it is not the person's; ``papers``: nothing is sent; or nothing was asked for.
    """
    must_own(case, user)
    papers = list(papers)
    if not papers:
        raise TransitionError(_("请至少选择一份要补交的材料。"), code="papers")
    moved = move(APPLICATION, case, State.RECEIVED, _("申请人已补交材料。"), user)
    _keep(moved, papers)
    tell_in_charge(APPLICATION, moved, "settlement/staff", _("申请人已补交材料。"))
    return moved


def handle(case: Application, to_state: str, text: str, user: User, *, note: str = "") -> Application:
    """Move an application on as staff; an approval makes the agreement that is filed and signed next.

    Args:
        to_state: the next state.
        text: what the applicant reads.
        note: what only staff read.

    Raises:
        TransitionError: the move is not in the table; ``review``: it is approved without a review on record; ``theirs``: the applicant's.
        ValidationError: the words may not be said.
    """
    if to_state in {State.RECEIVED, State.WITHDRAWN}:
        raise TransitionError(_("这一步由申请人办理。"), code="theirs")
    check_reply(text, user, case)
    text, note = case.unnamed(text).strip(), case.unnamed(note).strip()
    with transaction.atomic():
        moved = move(APPLICATION, case, to_state, text, user, note=note, handles=True)
        if to_state == State.APPROVED:
            if not moved.reviews.exists():
                raise TransitionError(_("请先登记评审记录，再写评审结果。"), code="review")
            made = Agreement.objects.create(application=moved, enterprise=moved.enterprise)
            audit.record("settlement.agreement.made", made, actor=user, after={"number": moved.number})
        tell_applicant(moved, text)
    return moved


@transaction.atomic
def record_review(case: Application, user: User, *, held_on: date, opinion: str, minutes: str, scores: Iterable[dict]) -> Review:
    """Keep what the group has found, or what was said in the interview (R-SET-14).

    Args:
        held_on: the day.
        opinion: the result in a sentence.
        minutes: of the meeting or the interview; kept encrypted and only as long as the application names its people.
        scores: ``member``, ``score`` and ``opinion`` of each member.

    Raises:
        TransitionError: ``state``: no review is under way; ``day``: it is held later; ``scores``: nobody has given any.
    """
    scores, locked = list(scores), APPLICATION.lifecycle.locked(case.pk)
    if locked.state != State.REVIEW:
        raise TransitionError(_("申请不在评审中，不能登记评审。"), code="state")
    if held_on > timezone.localdate():
        raise TransitionError(_("评审日期不能晚于今天。"), code="day")
    if not scores:
        raise TransitionError(_("请至少填写一位评审成员和分数。"), code="scores")
    review = Review.objects.create(application=locked, held_on=held_on, opinion=locked.unnamed(opinion), minutes=minutes)
    for row in scores:
        review.scores.create(**row)
    audit.record("settlement.reviewed", locked, actor=user, after={"members": len(scores)})
    return review


@transaction.atomic
def withdraw(case: Application, user: User | None, **_said) -> Application:
    """Take an application back: what names people and what was written and sent go at once (PIPL art. 15, 47).

    Raises:
        TransitionError: it has ended already.
    """
    moved = move(APPLICATION, case, State.WITHDRAWN, _("申请人已撤回，个人信息已清除。"), user)
    FORGETTING.forget(moved)
    tell_in_charge(APPLICATION, moved, "settlement/staff", str(moved.get_state_display()))
    return moved


@transaction.atomic
def read_paper(paper: Paper, viewer: User) -> Paper:
    """Return a paper for staff, the look noted.

    Raises:
        TransitionError: ``stranger``.
    """
    if not viewer.has_perm(MAY_HANDLE):
        raise TransitionError(_("您不能查看入驻申请。"), code="stranger")
    log_view(viewer, paper.application.user, "attachment", paper.application, paper.name)
    return paper


def forget_old() -> None:
    """Clear what names people in applications that ended ``SETTLEMENT_KEPT_DAYS`` ago, not while the agreement stands; daily."""
    before = timezone.now() - timedelta(days=settings.SETTLEMENT_KEPT_DAYS)
    for case in Application.objects.kept_long_enough(before):
        with transaction.atomic():
            FORGETTING.forget(case)


def _keep(case: Application, papers: Papers) -> None:
    for what, file in papers:
        paper = Paper.keep_paper(what, file, application=case)
        audit.record("settlement.paper", case, after={"paper": paper.name})


def _forget_beside(case: Application) -> None:
    case.papers.all().delete()
    case.team.all().delete()
    case.reviews.update(minutes="")


FORGETTING = Forgetting(Application, CONSENT, "settlement.forgotten", withdraw, _forget_beside)
