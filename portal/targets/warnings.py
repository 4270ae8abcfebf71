"""Tells staff in time that a milestone will be missed, and which targets are behind."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.notifications import notice
from portal.targets.counters import counter_of
from portal.targets.models import Target, Warned
from portal.targets.tracker import Figure, all_progress


def note_those_behind() -> None:
    """Note since when targets are behind their pace or missed, for the workbench, which counts nothing itself; called once a day."""
    for progress in all_progress():
        is_behind, target = progress.state in {"behind", "missed"}, progress.target
        if is_behind != (target.behind_since is not None):
            Target.objects.filter(pk=target.pk).update(behind_since=timezone.localdate() if is_behind else None)


def warn_of_milestones() -> None:
    """Tell who hears of targets once of each milestone that comes within the target's days and is not reached; called once a day."""
    for progress in all_progress():
        found = progress.next_mark
        if found and progress.today >= progress.span.first and found[0] <= progress.today + timedelta(days=progress.target.warn_days):
            _warn(progress.target, *found, progress.done)


@transaction.atomic
def _warn(target: Target, day, total: int, done: Figure) -> None:
    _row, is_new = Warned.objects.get_or_create(target=target, day=day)
    if not is_new:
        return
    url = reverse("target", args=[target.pk])
    counter = counter_of(target.counter)
    for user in User.objects.who_may("targets.hear_of_target"):
        if counter and counter.permission and not user.has_perm(counter.permission):
            continue
        notice(user, "targets/behind", target, url=url, day=day, total=total, done=done, missing=total - done)
