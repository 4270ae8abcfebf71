"""Tells staff in time that a milestone will be missed."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.notifications import notice
from portal.targets.models import Target, Warned
from portal.targets.tracker import all_progress


def warn_of_milestones() -> None:
    """Tell who hears of targets once of each milestone that comes within the target's days and is not reached; called once a day."""
    for progress in all_progress():
        found = progress.next_mark
        if found and progress.today >= progress.span.first and found[0] <= progress.today + timedelta(days=progress.target.warn_days):
            _warn(progress.target, *found, progress.done)


@transaction.atomic
def _warn(target: Target, day, total: int, done: int) -> None:
    _row, is_new = Warned.objects.get_or_create(target=target, day=day)
    if not is_new:
        return
    url = reverse("target", args=[target.pk])
    for user in User.objects.who_may("targets.hear_of_target"):
        notice(user, "targets/behind", target, url=url, day=day, total=total, done=done, missing=total - done)
