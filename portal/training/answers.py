"""Asking participants afterwards, and what becomes of their answers (R-TRAIN-8; PIPL art. 19)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.notifications import notice
from portal.core.transitions import TransitionError
from portal.moderation.submission import refuse_bad_words
from portal.training.models import Enrolment, Feedback, FollowUp

_FEEDBACK_AFTER_DAYS = 1


def ask() -> None:
    """Ask who came: how it was, the day after the session, and what became of it, on each of the later dates; each once.

    The scheduler calls it. Who is more than ``TRAINING_ASK_WITHIN_DAYS`` late is not asked any more.
    """
    _ask(Feedback, _FEEDBACK_AFTER_DAYS, lambda row: notice(row.enrolment.user, "training/feedback", row))
    for days in settings.TRAINING_FOLLOW_UP_DAYS:
        _ask(FollowUp, days, lambda row: notice(row.enrolment.user, "training/follow_up", row), after_days=days)


def _ask(model: type[Feedback | FollowUp], days: int, tell: Callable[[Any], object], **kind) -> None:
    latest = timezone.localdate() - timedelta(days=days)
    earliest = latest - timedelta(days=settings.TRAINING_ASK_WITHIN_DAYS)
    asked = model.objects.filter(**kind).exclude(enrolment=None).values("enrolment")
    places: Any = Enrolment.objects.exclude(user=None)
    due = places.came().filter(offer__ends_on__lte=latest, offer__ends_on__gt=earliest).exclude(pk__in=asked)
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            enrolment = due.select_for_update(of=("self",)).select_related("user", "offer").filter(pk=pk).first()
            if enrolment is not None:
                tell(model.objects.create(session=enrolment.offer, enrolment=enrolment, **kind))


def answer(row: Feedback | FollowUp, user, *, text: str, **said) -> Any:
    """Keep an answer and return the place that it is about.

    Args:
        row: what was asked.
        user: who answers.
        text: a few free words; screened.
        said: the other fields.

    Raises:
        TransitionError: ``blocked``: the rules forbid the words; ``answered``: it is not the person's, or was answered before.
    """
    refuse_bad_words(text, "comment")
    with transaction.atomic():
        mine = type(row).objects.owned_by(user).open()
        locked = mine.select_for_update(of=("self",)).select_related("enrolment").filter(pk=row.pk).first()
        if locked is None:
            raise TransitionError(_("您已经填过了，谢谢。"), code="answered")
        for name, value in {**said, "text": text, "answered_at": timezone.now()}.items():
            setattr(locked, name, value)
        locked.save()
    return locked.enrolment


def forget_names() -> None:
    """Let answers be nobody's once ``TRAINING_KEEP_DAYS`` have passed since the session: only grades and counts stay.

    The scheduler calls it.
    """
    before = timezone.localdate() - timedelta(days=settings.TRAINING_KEEP_DAYS)
    for model in (Feedback, FollowUp):
        old = model.objects.filter(session__ends_on__lt=before).exclude(enrolment=None)
        old.open().delete()
        old.update(enrolment=None, text="")
