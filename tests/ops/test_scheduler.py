"""The scheduler puts jobs into the queue at their time, whoever is started again how often."""

import threading
import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from portal.ops import schedule
from portal.ops.jobs import prune
from portal.ops.management.commands.scheduler import Clock
from portal.ops.models import ScheduledJob, WorkerLease
from portal.ops.scheduling import enqueue_all, enqueue_due
from portal.ops.tasks import run_scheduled
from portal.settings.base import TASKS as DATABASE_QUEUE

calls: list[str] = []


def daily() -> None:
    """Be a job."""
    calls.append("daily")


def prompt() -> None:
    """Be another job."""
    calls.append("prompt")


def broken() -> None:
    """Be a job that fails."""
    raise ValueError("the remote side is away")


DAILY, PROMPT, BROKEN = (f"{run.__module__}.{run.__qualname__}" for run in (daily, prompt, broken))


@pytest.fixture(autouse=True)
def _jobs(monkeypatch):
    monkeypatch.setattr(schedule, "_jobs", {})
    schedule.every(schedule.A_DAY, daily)
    schedule.every(schedule.HALF_A_MINUTE, prompt, queue=schedule.PROMPT, priority=60)
    calls.clear()


@pytest.fixture
def queue(settings):
    """Background work waits in the database, and nobody works."""
    settings.TASKS = DATABASE_QUEUE


def queued(**which) -> list[str]:
    """Return the names of the jobs in the queue, first what a worker would take first."""
    return [row.args_kwargs["args"][0] for row in DBTaskResult.objects.filter(**which)]


def work_off() -> None:
    """Do what waits, as a worker would."""
    for row in DBTaskResult.objects.ready():
        row.claim("here")
        Worker.run_task(SimpleNamespace(_run_tasks=0), row)


def earlier(name: str, **period) -> None:
    """Let time pass for a job."""
    ScheduledJob.objects.filter(name=name).update(last_enqueued_at=F("last_enqueued_at") - timedelta(**period))


@pytest.mark.django_db
class TestDue:
    @pytest.fixture(autouse=True)
    def _queue(self, queue):
        pass

    def test_jobs_wait_in_their_queue_with_their_priority(self):
        enqueue_due()
        assert queued(queue_name="long", priority=0) == [DAILY]
        assert queued(queue_name="default", priority=60) == [PROMPT]
        assert calls == []

    def test_a_restart_repeats_nothing_and_says_when_the_next_is_due(self):
        assert 0 < enqueue_due() <= 30
        DBTaskResult.objects.update(status="SUCCESSFUL")
        assert 29 < enqueue_due() <= 30
        assert queued(status="READY") == []

    def test_what_was_missed_is_done_once(self):
        enqueue_due()
        DBTaskResult.objects.update(status="SUCCESSFUL")
        earlier(DAILY, days=5)
        enqueue_due()
        enqueue_due()
        assert queued(status="READY") == [DAILY]

    @pytest.mark.parametrize("status", ["READY", "RUNNING"])
    def test_what_waits_or_runs_is_not_enqueued_again(self, status):
        enqueue_due()
        DBTaskResult.objects.update(status=status)
        earlier(DAILY, days=2)
        earlier(PROMPT, minutes=2)
        assert enqueue_due() <= schedule.HALF_A_MINUTE
        enqueue_all()
        assert DBTaskResult.objects.count() == 2

    def test_one_entry_of_the_queue_is_kept_for_a_job(self):
        for _ in range(3):
            enqueue_due()
            work_off()
            earlier(PROMPT, minutes=1)
        assert queued(status="SUCCESSFUL", queue_name="default") == [PROMPT]
        assert calls.count("prompt") == 3
        assert calls.count("daily") == 1

    def test_a_clock_that_was_set_back_stops_nothing(self):
        enqueue_due()
        DBTaskResult.objects.update(status="SUCCESSFUL")
        earlier(PROMPT, days=-400)
        enqueue_due()
        assert queued(status="READY") == [PROMPT]

    def test_a_lost_entry_of_the_queue_stops_nothing(self):
        enqueue_due()
        ScheduledJob.objects.filter(name=PROMPT).update(task_id=uuid.uuid4())
        earlier(PROMPT, minutes=1)
        enqueue_due()
        assert queued().count(PROMPT) == 2

    def test_once_enqueues_everything_that_does_not_wait(self):
        enqueue_due()
        DBTaskResult.objects.filter(queue_name="long").update(status="SUCCESSFUL")
        call_command("scheduler", once=True)
        assert sorted(queued(status="READY")) == sorted([DAILY, PROMPT])

    def test_statements_do_not_grow_with_jobs(self, django_assert_num_queries):
        enqueue_due()
        with django_assert_num_queries(2):
            enqueue_due()


@pytest.mark.django_db
def test_a_failure_is_noted_and_stays_noted_after_a_success(queue, caplog):
    schedule.every(schedule.A_DAY, broken)
    enqueue_due()
    work_off()
    row = ScheduledJob.objects.get(name=BROKEN)
    assert row.last_error == "ValueError: the remote side is away"
    assert row.last_failed_at is not None
    assert row.last_finished_at is None
    assert queued(status="FAILED") == [BROKEN]
    assert sorted(calls) == ["daily", "prompt"], "one failure keeps nothing else from being done"
    assert f"scheduled job {BROKEN} failed" in caplog.text
    ScheduledJob.note_finished(BROKEN)
    row.refresh_from_db()
    assert row.last_finished_at >= row.last_failed_at
    assert row.last_error


@pytest.mark.django_db
def test_where_tasks_run_at_once_jobs_do_too():
    schedule.every(schedule.A_DAY, broken)
    call_command("scheduler", once=True)
    assert sorted(calls) == ["daily", "prompt"]
    assert ScheduledJob.objects.get(name=DAILY).last_finished_at is not None
    enqueue_due()
    assert len(calls) == 2


@pytest.mark.django_db
def test_a_job_that_this_version_does_not_have_is_passed_over(queue, caplog):
    run_scheduled.using(queue_name="long").enqueue("portal.gone.job")
    work_off()
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"
    assert "portal.gone.job is unknown" in caplog.text


@pytest.mark.django_db
def test_a_lost_database_is_logged_and_no_worker_judged_right_after(queue, caplog, monkeypatch, settings):
    settings.WORKER_LEASE_SECONDS = 3
    clock = Clock()
    clock.steady_since = 0.0
    monkeypatch.setattr("portal.ops.management.commands.scheduler.close_old_connections", lambda: None)
    DBTaskResult.objects.create(task_path=run_scheduled.module_path, status="RUNNING", worker_ids=["gone"], args_kwargs={})
    with monkeypatch.context() as patch:
        patch.setattr("portal.ops.management.commands.scheduler.enqueue_due", _lost_database)
        assert clock.tick() > 0
    assert "could not look at what is due" in caplog.text
    clock.tick()
    assert DBTaskResult.objects.get(worker_ids=["gone"]).status == "RUNNING"
    clock.steady_since -= 3
    clock.tick()
    assert DBTaskResult.objects.get(worker_ids=["gone"]).status == "READY"


def _lost_database():
    raise OperationalError("the database is away")


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_enqueue_once(queue):
    both = threading.Barrier(2)

    def look():
        both.wait()
        enqueue_due()
        connection.close()

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(queued()) == sorted([DAILY, PROMPT])


@pytest.mark.django_db
def test_prune_forgets_jobs_and_workers_that_are_gone(queue):
    ScheduledJob.objects.create(name="portal.gone.job")
    WorkerLease.objects.create(worker_id="gone", queues="*", seen_at=Now() - timedelta(days=2))
    WorkerLease.renew("here", "*")
    old = {"status": "SUCCESSFUL", "args_kwargs": {}, "finished_at": timezone.now() - timedelta(days=8)}
    DBTaskResult.objects.create(task_path="x", backend_name="default", queue_name="long", **old)
    prune()
    assert not ScheduledJob.objects.exists()
    assert WorkerLease.objects.get().worker_id == "here"
    assert not DBTaskResult.objects.exists()
