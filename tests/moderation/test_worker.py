"""With a queue the screening runs in the worker; what a killed worker leaves behind is queued again."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import TaskState

from portal.core.cache import shared_data_changed
from portal.moderation.models import Screening, TermGroup
from portal.moderation.rescreening import rules_changed, screen_all, screen_everything
from portal.moderation.rules import current_rules
from portal.moderation.screenings import screen_draft_now, screen_step, screen_step_now, sweep_lost_screenings
from portal.moderation.workflow_steps import ReviewTask, ScreeningTask
from portal.settings.base import TASKS as DATABASE_QUEUE
from tests.factories.every_kind import EVERYTHING
from tests.moderation.steps import BAD, GOOD, step_of, submitted


@pytest.fixture
def queue(new_county, settings):
    """Background work waits in the database, and nobody works."""
    settings.TASKS = DATABASE_QUEUE


def queued() -> list:
    """Return the keys of the steps that wait in the queue."""
    return [row.args_kwargs["args"][0] for row in DBTaskResult.objects.filter(task_path=screen_step.module_path)]


def test_a_submission_waits_for_the_worker(queue):
    thing = submitted("news_page", GOOD)
    step = step_of(thing)
    assert isinstance(step.task.specific, ScreeningTask)
    assert queued() == [step.pk]
    screen_step_now(step.pk)
    assert isinstance(step_of(thing).task.specific, ReviewTask)
    screen_step_now(step.pk)
    assert Screening.objects.about(thing).filter(occasion="submit").count() == 1


def test_what_a_killed_worker_left_is_queued_again(queue):
    step = step_of(submitted("news_page", GOOD))
    DBTaskResult.objects.all().delete()
    sweep_lost_screenings()
    assert queued() == [], "it has only just been submitted"
    TaskState.objects.filter(pk=step.pk).update(started_at=timezone.now() - timedelta(minutes=5))
    sweep_lost_screenings()
    assert queued() == [step.pk]


def test_a_screening_that_fails_leaves_the_text_to_people(new_county, monkeypatch):
    monkeypatch.setattr("portal.moderation.screenings.screen_texts", lambda *_arguments: 1 / 0)
    thing = submitted("news_page", GOOD)
    assert isinstance(step_of(thing).task.specific, ReviewTask)
    assert Screening.objects.about(thing).first().verdict == "review"


def test_new_rules_are_held_against_what_is_live_once(queue):
    thing = EVERYTHING["enterprise"]()
    type(thing).objects.filter(pk=thing.pk).update(introduction=BAD)
    rules_changed()
    rules_changed()
    assert DBTaskResult.objects.filter(task_path=screen_everything.module_path).count() == 1
    assert screen_all() == 1
    assert screen_all() == 0
    assert type(thing).objects.get(pk=thing.pk).live
    assert Screening.objects.get(occasion="rules").verdict == "block"


def test_a_publication_does_not_make_the_rules_anew(new_county):
    before = current_rules()
    shared_data_changed()
    assert current_rules() is before
    group = TermGroup.objects.order_by("pk").first()
    TermGroup.objects.filter(pk=group.pk).update(name="另一个名字")
    shared_data_changed()
    assert current_rules() is not before


def test_a_worker_killed_after_the_result_keeps_no_second_one(new_county):
    thing = submitted("news_page", GOOD)
    revision = thing.get_latest_revision()
    for _time in range(2):
        screen_draft_now(revision.pk)
    assert Screening.objects.filter(revision=revision, occasion="draft").count() == 1
