"""Job posts from draft to end (R-TAL-9); the only place that moves a post's state."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.notifications import notice
from portal.core import audit
from portal.core.lifecycle import Lifecycle, Move, visibility_changed
from portal.core.transitions import StateTable, TransitionError
from portal.enterprises.policies import acts_for, is_verified
from portal.moderation.submission import submit
from portal.talent.models import Job, JobLedgerEntry
from portal.talent.policies import takes_posts

State = Job.State
JOB_MOVES = StateTable(
    {
        State.DRAFT: {State.REVIEW, State.OPEN, State.CLOSED},
        State.REVIEW: {State.DRAFT, State.OPEN, State.CLOSED},
        State.OPEN: {State.FILLED, State.EXPIRED, State.CLOSED, State.REMOVED},
        State.FILLED: {State.OPEN, State.CLOSED, State.REMOVED},
        State.EXPIRED: {State.OPEN, State.CLOSED, State.REMOVED},
        State.CLOSED: {State.OPEN, State.REMOVED},
        State.REMOVED: {State.OPEN},
    }
)


def write_ledger(job: Job, event: str, reason: str = "") -> JobLedgerEntry:
    """Keep what a post says now, with what has just happened to it (人力资源市场暂行条例 art. 33)."""
    text = {field.name: str(getattr(job, field.name)) for field in Job._meta.concrete_fields if field.editable}
    code = (job.enterprise.credit_code or "") if job.enterprise else ""
    return JobLedgerEntry.objects.create(
        job_id=job.pk, event=event, employer_name=job.employer_name[:80], credit_code=code, text=text, reason=reason[:200]
    )


def _note(job: Job, move: Move) -> None:
    write_ledger(job, move.to_state, move.reason)


JOBS = Lifecycle(Job, JOB_MOVES, prefix="talent.job", ledger=_note)


@transaction.atomic
def post_job(draft: Job, user, *, seen_revision: int | None = None) -> Job:
    """Hand in a new post or a new text of one.

    Args:
        draft: the post as the form has filled it.
        user: a member of its enterprise.
        seen_revision: the revision that the form showed, of a post that exists.

    Raises:
        TransitionError: the centre takes no posts, the person may not post for the enterprise, the post was taken down, or somebody has
            changed it meanwhile.
    """
    if not takes_posts():
        raise TransitionError(_("本中心暂不受理招聘信息，请到县人社部门招聘网站发布。"), code="closed")
    if not acts_for(user, draft.enterprise):
        raise TransitionError(_("只有已核验企业的成员可以为本企业发布招聘信息。"), code="unverified")
    draft.poster = draft.poster or user
    stored = JOBS.locked(draft.pk) if draft.pk else None
    if stored and stored.state == State.REMOVED:
        raise TransitionError(_("这个职位已被撤下，请发布新的职位。"), code="removed")
    submit(draft, user, seen_revision=seen_revision)
    job = JOBS.locked(draft.pk)
    if job.state == State.DRAFT and job.workflow_in_progress:
        return JOBS.move(job.pk, State.REVIEW, actor=user, reason=_("提交审核"))
    return job


@transaction.atomic
def text_approved(job: Job) -> None:
    """Open a post whose text has just been approved; an ended one begins a new term."""
    job, today = JOBS.locked(job.pk), timezone.localdate()
    term = {"valid_until": today + timedelta(days=settings.JOB_DEFAULT_DAYS)} if job.valid_until < today else {}
    if job.state == State.OPEN:
        _set_term(job, **term)
        write_ledger(job, "edited")
    else:
        JOBS.move(job.pk, State.OPEN, reason=_("审核通过"), **term)


def _set_term(job: Job, **term) -> None:
    if term:
        Job.objects.filter(pk=job.pk).update(**term)
        job.refresh_from_db(fields=term)
        visibility_changed(job)


@transaction.atomic
def text_sent_back(job: Job) -> None:
    """Put a post that was never public back to its poster's desk."""
    if JOBS.locked(job.pk).state == State.REVIEW:
        JOBS.move(job.pk, State.DRAFT, reason=_("审核未通过"))


@transaction.atomic
def taken_down(job: Job) -> None:
    """Note that the moderation took a post off the site."""
    if State.REMOVED in JOB_MOVES.following(JOBS.locked(job.pk).state):
        end_readability(JOBS.move(job.pk, State.REMOVED, reason=_("内容被撤下")))


@transaction.atomic
def end_job(job: Job, user, state: str) -> Job:
    """Mark a post as filled or close it, by a member of its enterprise; who applies at the same moment comes before or after.

    Raises:
        TransitionError: the person is no member, or the state does not allow it.
    """
    if state not in {State.FILLED, State.CLOSED} or not Job.objects.owned_by(user).filter(pk=job.pk).exists():
        raise TransitionError(_("只有本企业的成员可以结束招聘。"), code="member")
    job = JOBS.move(job.pk, state, actor=user, reason=_("企业结束招聘"))
    end_readability(job)
    return job


@transaction.atomic
def renew(job: Job, user, days: int) -> Job:
    """Give an open, filled, ended or closed post a new term, without review while its text is as approved and the enterprise verified.

    Raises:
        TransitionError: the person may not post, the text has unapproved changes, or the term is too long.
    """
    job = JOBS.locked(job.pk)
    if not takes_posts() or not acts_for(user, job.enterprise) or not is_verified(job.enterprise):
        raise TransitionError(_("企业核验有效时才能续期。"), code="unverified")
    if not job.live or job.has_unpublished_changes:
        raise TransitionError(_("职位内容有未审核的修改，请提交审核，通过后自动续期。"), code="changed")
    if not 1 <= days <= settings.JOB_MAX_DAYS:
        raise TransitionError(_("有效期最长 %(days)d 天。") % {"days": settings.JOB_MAX_DAYS}, code="days")
    term = {"valid_until": timezone.localdate() + timedelta(days=days)}
    if job.state != State.OPEN:
        return JOBS.move(job.pk, State.OPEN, actor=user, reason=_("续期"), **term)
    _set_term(job, **term)
    write_ledger(job, "renewed")
    audit.record("talent.job.renewed", job, actor=user, after=term)
    return job


def enterprise_given_back(enterprise, actor, **_signal) -> None:
    """Close the posts of an enterprise for which nobody acts any longer."""
    for job in Job.objects.filter(enterprise=enterprise, state__in=[State.DRAFT, State.REVIEW, State.OPEN]):
        if job.workflow_in_progress:
            job.current_workflow_state.cancel(user=actor)
        end_readability(JOBS.move(job.pk, State.CLOSED, actor=actor, reason=_("企业交还中心管理")))


def expire_jobs() -> None:
    """End posts whose last day has passed. Nobody sees them meanwhile: ``visible()`` looks at the day."""
    Job.objects.filter(state=State.OPEN).expire_due(_expire)


def _expire(job: Job) -> None:
    job = JOBS.move(job.pk, State.EXPIRED, reason=_("有效期已过"))
    end_readability(job)
    notice(job.poster, "talent/job_expired", job)


def remind_of_jobs() -> None:
    """Tell posters of posts that end soon."""
    Job.objects.open_today().remind_due(settings.JOB_REMINDER_DAYS, lambda job: notice(job.poster, "talent/job_ending", job))


def end_readability(job: Job) -> None:
    """Start the last days in which the enterprise may read the résumés that were sent for a post that has ended."""
    until = timezone.now() + timedelta(days=settings.RESUME_READABLE_DAYS)
    job.applications.standing().filter(readable_until=None).update(readable_until=until)
