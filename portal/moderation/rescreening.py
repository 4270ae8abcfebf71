"""What the rules of today say of texts that were judged by older ones. Nothing is taken down by itself; staff read the list."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django_tasks import default_task_backend, task
from django_tasks_db.models import DBTaskResult
from wagtail.models import WorkflowState

from portal.moderation.models.records import Screening
from portal.moderation.policies import latest_screening
from portal.moderation.registry import registrations, specific
from portal.moderation.screenings import screen_object
from portal.ops import schedule
from portal.ops.repeatable import repeatable


def screen_all() -> int:
    """Screen everything live and everything waiting; return how many need staff's eyes.

    A result is kept only where it is worse than what was known of the thing.
    """
    found = 0
    for obj in _live():
        found += _noted(obj)
    for obj in _waiting():
        found += _noted(obj)
    return found


@repeatable
@task(queue_name=schedule.LONG)
def screen_everything() -> None:
    """Screen anew what is live or waiting, after the rules have changed."""
    screen_all()


def rules_changed(**_signal) -> None:
    """Have everything screened anew a minute from now, once for many changes. Written to be connected to signals."""
    if not default_task_backend.supports_defer:
        return
    if not DBTaskResult.objects.filter(task_path=screen_everything.module_path, status="READY").exists():
        screen_everything.using(run_after=timezone.now() + timedelta(minutes=1)).enqueue()


def _live() -> Iterator:
    for registration in registrations():
        yield from registration.model._default_manager.filter(live=True).iterator(chunk_size=100)


def _waiting() -> Iterator:
    for state in WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).iterator(chunk_size=100):
        obj = state.content_object
        if obj is not None and obj.latest_revision is not None:
            yield specific(obj.latest_revision.as_object())


def _noted(obj) -> bool:
    known = latest_screening(obj)
    found = screen_object(obj, Screening.Occasion.RULES, revision=obj.latest_revision)
    same = known is not None and (known.verdict, _terms(known)) == (found.verdict, _terms(found))
    if same or found.verdict in {"clean", "note"}:
        found.delete()
        return False
    return True


def _terms(screening: Screening) -> set[tuple]:
    return {(hit["term"], hit["clause"]) for hit in screening.hits}
