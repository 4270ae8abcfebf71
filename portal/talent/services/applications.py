"""Applications: sent with a consent of their own, read under log, answered by a date, withdrawn in one press (R-TAL-2, R-TAL-9)."""

import json
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.notifications import notice
from portal.core import audit, consents
from portal.core.access_log import log_view
from portal.core.lifecycle import Lifecycle
from portal.core.ownership import must_own
from portal.core.transitions import StateTable, TransitionError
from portal.core.unwaited import unwaited
from portal.enterprises.models import Membership
from portal.enterprises.services.verification import keepers
from portal.moderation.submission import refuse_bad_words
from portal.talent.models import Application, EncryptedFile, Job
from portal.talent.policies import readable_applications, takes_posts

PURPOSE = "resume_to_employer"
State = Application.State
_ENDS = {State.OFFER, State.DECLINED, State.WITHDRAWN}
APPLICATION_MOVES = StateTable(
    {
        State.SENT: {State.VIEWED, State.INTERVIEW, *_ENDS},
        State.VIEWED: {State.INTERVIEW, *_ENDS},
        State.INTERVIEW: _ENDS,
        State.OFFER: {State.WITHDRAWN},
        State.DECLINED: {State.WITHDRAWN},
        State.WITHDRAWN: set(),
    }
)
APPLICATIONS = Lifecycle(Application, APPLICATION_MOVES, prefix="talent.application")
ANSWERS = (State.INTERVIEW, State.OFFER, State.DECLINED)


@transaction.atomic
def apply(job: Job, user) -> Application:
    """Send the person's résumé, as it is now, to the employer of an open post. The call is the consent: the form says to whom and why.

    Raises:
        TransitionError: the post has ended, the person has no résumé, has applied before, or posts for this enterprise.
    """
    locked = Job.objects.select_for_update().open_today().filter(pk=job.pk, enterprise__isnull=False).first()
    if locked is None or not takes_posts():
        raise TransitionError(_("这个职位已经结束招聘。"), code="ended")
    resume = getattr(user, "resume", None)
    if resume is None:
        raise TransitionError(_("请先填写简历。"), code="resume")
    if Job.objects.owned_by(user).filter(pk=job.pk).exists():
        raise TransitionError(_("不能应聘自己企业的职位。"), code="own")
    try:
        with transaction.atomic():
            application = Application.objects.create(
                job=locked,
                user=user,
                snapshot=json.dumps(resume.facts(), ensure_ascii=False),
                file=resume.file.copy() if resume.file else None,
                answer_due=timezone.localdate() + timedelta(days=settings.ANSWER_DAYS),
            )
    except IntegrityError as error:
        raise TransitionError(_("您已经投过这个职位。"), code="twice") from error
    consents.give(user, PURPOSE, subject=application)
    audit.record("talent.application.sent", application, actor=user)
    for reader in _readers(locked):
        notice(reader, "talent/application_received", application, url=_received_url(locked))
    return application


def _readers(job: Job) -> list:
    """Return who hears of applications: who posted the job, or the keepers of its enterprise when that person acts for it no longer."""
    acts = job.poster_id and Membership.objects.of(job.poster).filter(organisation=job.enterprise_id).exists()
    return [job.poster] if acts else list(keepers(job.enterprise))


def _received_url(job: Job) -> str:
    return reverse("talent:received", args=[job.pk])


def read(pk: int, viewer, *, purpose: str = "") -> Application:
    """Open an application for a member of the enterprise: noted for the applicant to see, and marked as viewed.

    Raises:
        Application.DoesNotExist: there is none that this person may read.
    """
    try:
        with unwaited(), transaction.atomic():
            application = APPLICATIONS.locked(pk, readable_applications(viewer))
            _log_reading(application, viewer, purpose)
            if application.state == State.SENT:
                application.state = APPLICATIONS.move(pk, State.VIEWED, actor=viewer, reason=_("查看简历")).state
    except OperationalError:
        # Nothing can be written now: it is shown, the look is kept, and the next one marks it as viewed.
        application = readable_applications(viewer).get(pk=pk)
        _log_reading(application, viewer, purpose)
    return application


def _log_reading(application: Application, viewer, purpose: str) -> None:
    log_view(viewer, application.user, "resume", application, purpose or str(application.job.enterprise))


@transaction.atomic
def answer(pk: int, viewer, to_state: str, text: str) -> Application:
    """Invite, accept or decline an applicant.

    Raises:
        Application.DoesNotExist: there is none that this person may read.
        TransitionError: the state does not allow it, or the rules forbid the words.
    """
    application = APPLICATIONS.locked(pk, readable_applications(viewer))
    if to_state not in ANSWERS:
        raise TransitionError(_("没有这种答复。"), code="answer")
    if text:
        refuse_bad_words(text, "job")
    now = timezone.now()
    changes = {"answer": text, "answered_at": application.answered_at or now}
    if to_state in _ENDS:
        changes["readable_until"] = now + timedelta(days=settings.RESUME_READABLE_DAYS)
    application = APPLICATIONS.move(pk, to_state, actor=viewer, reason=_("答复求职者"), **changes)
    notice(application.user, "talent/application_answered", application)
    return application


@transaction.atomic
def withdraw(application: Application, user) -> None:
    """Take an application back: its copy of the résumé is gone when this returns.

    Raises:
        TransitionError: it is not the person's, or was withdrawn before.
    """
    must_own(application, user)
    locked = APPLICATIONS.move(application.pk, State.WITHDRAWN, actor=user, reason=_("本人撤回"))
    forget_snapshot(locked)
    consents.withdraw(user, PURPOSE, subject=locked)


def forget_snapshot(application: Application) -> None:
    """Delete an application's copy of the résumé and its file, and let the employer know that it is gone."""
    file = application.file
    if application.snapshot:
        for reader in _readers(application.job):
            notice(reader, "talent/application_withdrawn", application, url=_received_url(application.job))
    application.snapshot, application.file, application.readable_until = "", None, timezone.now()
    application.save(update_fields=["snapshot", "file", "readable_until"])
    if file:
        EncryptedFile.objects.filter(pk=file.pk).delete()


@transaction.atomic
def forget_applications(rows, _owner: str, _user) -> None:
    """Delete all applications of a person whose account is closed; the employers of those that stood hear of it."""
    for application in rows.standing().select_related("job__enterprise", "job__poster"):
        forget_snapshot(application)
    rows.delete()


# Fewer applications than this would tell of single people.
SMALLEST_GROUP = 3


def answer_rate(enterprise_id: int) -> dict | None:
    """Return how an enterprise answers (``total``, ``answered``, ``percent``), or None below three applications that are due."""
    due = Application.objects.standing().filter(job__enterprise=enterprise_id)
    due = due.filter(Q(answered_at__isnull=False) | Q(answer_due__lt=timezone.localdate()))
    found = due.aggregate(total=Count("pk"), answered=Count("pk", filter=Q(answered_at__isnull=False)))
    if found["total"] < SMALLEST_GROUP:
        return None
    return {**found, "percent": round(100 * found["answered"] / found["total"])}
