"""Job posts from draft to end (R-TAL-9); the only place that moves a post's state."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.notifications import notify
from portal.core import audit
from portal.core.cache import shared_data_changed
from portal.core.transitions import StateTable, TransitionError
from portal.moderation.submission import submit
from portal.talent.models import Job, JobLedgerEntry
from portal.talent.policies import is_verified, may_post, takes_posts

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
_TEXT = (
    "title",
    "job_class",
    "job_type",
    "headcount",
    "employer_profile",
    "requirements",
    "duties",
    "workplace",
    "pay",
    "pay_note",
    "education",
    "experience",
    "valid_until",
    "source_name",
    "source_url",
)


def move(job: Job, to_state: str, reason: str, *, actor=None) -> Job:
    """Move a post that the caller has locked, and write the ledger.

    Raises:
        TransitionError: the table does not allow it.
    """
    JOB_MOVES.check(job.state, to_state, reason)
    before = job.state
    job.state = to_state
    job.save(update_fields=["state"])
    shared_data_changed()
    write_ledger(job, to_state, reason)
    audit.record(f"talent.job.{to_state}", job, actor=actor, before={"state": before}, after={"state": to_state}, reason=reason)
    return job


def write_ledger(job: Job, event: str, reason: str = "") -> JobLedgerEntry:
    """Keep what a post says now, with what has just happened to it (人力资源市场暂行条例 art. 33)."""
    text = {name: str(getattr(job, name)) for name in _TEXT}
    code = (job.enterprise.credit_code or "") if job.enterprise else ""
    return JobLedgerEntry.objects.create(
        job_id=job.pk, event=event, employer_name=job.employer_name[:80], credit_code=code, text=text, reason=reason[:200]
    )


def locked(pk: int) -> Job:
    """Return a post, locked and read anew."""
    return Job.objects.select_for_update().get(pk=pk)


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
    if not may_post(user, draft.enterprise):
        raise TransitionError(_("只有已核验企业的成员可以为本企业发布招聘信息。"), code="unverified")
    draft.poster = draft.poster or user
    stored = locked(draft.pk) if draft.pk else None
    if stored and stored.state == State.REMOVED:
        raise TransitionError(_("这个职位已被撤下，请发布新的职位。"), code="removed")
    submit(draft, user, seen_revision=seen_revision)
    job = locked(draft.pk)
    if job.state == State.DRAFT and job.workflow_in_progress:
        move(job, State.REVIEW, str(_("提交审核")), actor=user)
    return job


@transaction.atomic
def text_approved(job: Job) -> None:
    """Open a post whose text has just been approved; an ended one begins a new term."""
    job = locked(job.pk)
    if job.valid_until < timezone.localdate():
        job.valid_until = timezone.localdate() + timedelta(days=settings.JOB_DEFAULT_DAYS)
        job.save(update_fields=["valid_until"])
    shared_data_changed()
    if job.state == State.OPEN:
        write_ledger(job, "edited")
    else:
        move(job, State.OPEN, str(_("审核通过")))


@transaction.atomic
def text_sent_back(job: Job) -> None:
    """Put a post that was never public back to its poster's desk."""
    job = locked(job.pk)
    if job.state == State.REVIEW:
        move(job, State.DRAFT, str(_("审核未通过")))


@transaction.atomic
def taken_down(job: Job) -> None:
    """Note that the moderation took a post off the site."""
    job = locked(job.pk)
    if State.REMOVED in JOB_MOVES.following(job.state):
        move(job, State.REMOVED, str(_("内容被撤下")))
        end_readability(job)


@transaction.atomic
def end_job(job: Job, user, to_state: str) -> Job:
    """Mark a post as filled or close it, by a member of its enterprise; who applies at the same moment comes before or after.

    Raises:
        TransitionError: the person is no member, or the state does not allow it.
    """
    job = locked(job.pk)
    if to_state not in {State.FILLED, State.CLOSED} or not Job.objects.owned_by(user).filter(pk=job.pk).exists():
        raise TransitionError(_("只有本企业的成员可以结束招聘。"), code="member")
    move(job, to_state, str(_("企业结束招聘")), actor=user)
    end_readability(job)
    return job


@transaction.atomic
def renew(job: Job, user, days: int) -> Job:
    """Give an open, filled, ended or closed post a new term, without review while its text is as approved and the enterprise verified.

    Raises:
        TransitionError: the person may not post, the text has unapproved changes, or the term is too long.
    """
    job = locked(job.pk)
    if not takes_posts() or not may_post(user, job.enterprise) or not is_verified(job.enterprise):
        raise TransitionError(_("企业核验有效时才能续期。"), code="unverified")
    if not job.live or job.has_unpublished_changes:
        raise TransitionError(_("职位内容有未审核的修改，请提交审核，通过后自动续期。"), code="changed")
    if not 1 <= days <= settings.JOB_MAX_DAYS:
        raise TransitionError(_("有效期最长 %(days)d 天。") % {"days": settings.JOB_MAX_DAYS}, code="days")
    job.valid_until = timezone.localdate() + timedelta(days=days)
    job.save(update_fields=["valid_until"])
    shared_data_changed()
    if job.state == State.OPEN:
        write_ledger(job, "renewed")
        audit.record("talent.job.renewed", job, actor=user, after={"valid_until": job.valid_until})
    else:
        move(job, State.OPEN, str(_("续期")), actor=user)
    return job


def expire(pk: int) -> bool:
    """End a post whose last day has passed, and return whether that was so."""
    with transaction.atomic():
        job = Job.objects.select_for_update().run_out().filter(pk=pk).first()
        if job is None:
            return False
        move(job, State.EXPIRED, str(_("有效期已过")))
        end_readability(job)
    if job.poster:
        notify(
            job.poster,
            _("职位已到期：%(title)s") % {"title": job},
            _("职位已不再显示，也不能再投递。需要继续招聘的，可以续期。"),
            my_jobs_url(),
        )
    return True


def remind(pk: int) -> None:
    """Tell the poster that a post ends soon, once for each last day."""
    with transaction.atomic():
        job = Job.objects.select_for_update().ending_soon().filter(pk=pk).first()
        if job is None:
            return
        job.reminded_for = job.valid_until
        job.save(update_fields=["reminded_for"])
        if job.poster:
            subject = _("职位即将到期：%(title)s") % {"title": job}
            body = _("职位“%(title)s”有效期至 %(day)s。内容没有变化的，续期不用重新审核。")
            notify(job.poster, subject, body % {"title": job, "day": job.valid_until}, my_jobs_url())


def end_readability(job: Job) -> None:
    """Start the last days in which the enterprise may read the résumés that were sent for a post that has ended."""
    until = timezone.now() + timedelta(days=settings.RESUME_READABLE_DAYS)
    job.applications.standing().filter(readable_until=None).update(readable_until=until)


def my_jobs_url() -> str:
    """Return the path of a poster's own list."""
    from django.urls import reverse

    return reverse("talent:my-jobs")
