"""Applications: sent with a consent of their own, read under log, answered by a date, withdrawn in one press (R-TAL-2, R-TAL-9)."""

import json
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.notifications import notify
from portal.core import audit, consents
from portal.core.access_log import log_view
from portal.core.transitions import StateTable, TransitionError
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
_ANSWERS = frozenset({State.INTERVIEW, State.OFFER, State.DECLINED})


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
    if locked.poster:
        notify(locked.poster, _("收到新的应聘：%(title)s") % {"title": locked}, _("请在期限内查看并答复求职者。"), _received_url(locked))
    return application


def _received_url(job: Job) -> str:
    return reverse("talent:received", args=[job.pk])


def read(pk: int, viewer, *, purpose: str = "") -> Application:
    """Open an application for a member of the enterprise: noted for the applicant to see, and marked as viewed.

    Raises:
        Application.DoesNotExist: there is none that this person may read.
    """
    with transaction.atomic():
        application = readable_applications(viewer).select_for_update(of=("self",)).get(pk=pk)
        log_view(viewer, application.user, "resume", application, purpose or str(application.job.enterprise))
        if application.state == State.SENT:
            _move(application, State.VIEWED, str(_("查看简历")), viewer)
    return application


@transaction.atomic
def answer(pk: int, viewer, to_state: str, text: str) -> Application:
    """Invite, accept or decline an applicant.

    Raises:
        Application.DoesNotExist: there is none that this person may read.
        TransitionError: the state does not allow it, or the rules forbid the words.
    """
    application = readable_applications(viewer).select_for_update(of=("self",)).get(pk=pk)
    if to_state not in _ANSWERS:
        raise TransitionError(_("没有这种答复。"), code="answer")
    if text:
        refuse_bad_words(text, "job")
    application.answer = text
    application.answered_at = application.answered_at or timezone.now()
    if to_state in _ENDS:
        application.readable_until = timezone.now() + timedelta(days=settings.RESUME_READABLE_DAYS)
    _move(application, to_state, str(_("答复求职者")), viewer)
    subject = _("应聘有了答复（%(state)s）：%(title)s") % {"state": application.get_state_display(), "title": application.job}
    notify(application.user, subject, str(_("请打开查看单位的答复。")), application.applicants_url())
    return application


@transaction.atomic
def withdraw(application: Application, user) -> None:
    """Take an application back: its copy of the résumé is gone when this returns.

    Raises:
        TransitionError: it is not the person's, or was withdrawn before.
    """
    locked = Application.objects.select_for_update().filter(pk=application.pk, user=user).first()
    if locked is None:
        raise TransitionError(_("没有这份应聘。"), code="mine")
    _move(locked, State.WITHDRAWN, str(_("本人撤回")), user)
    forget_snapshot(locked)
    consents.withdraw(user, PURPOSE, subject=locked)


def forget_snapshot(application: Application) -> None:
    """Delete an application's copy of the résumé and its file."""
    file = application.file
    application.snapshot, application.file, application.readable_until = "", None, timezone.now()
    application.save(update_fields=["snapshot", "file", "readable_until"])
    if file:
        EncryptedFile.objects.filter(pk=file.pk).delete()


def _move(application: Application, to_state: str, reason: str, actor) -> None:
    APPLICATION_MOVES.check(application.state, to_state, reason)
    before = application.state
    application.state = to_state
    application.save()
    audit.record(
        f"talent.application.{to_state}", application, actor=actor, before={"state": before}, after={"state": to_state}, reason=reason
    )


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
