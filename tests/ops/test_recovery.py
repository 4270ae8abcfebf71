"""What becomes of a running task whose worker's lease has run out, and of entries of the queue that another version wrote."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import Error, transaction
from django.db.models.functions import Now
from django_tasks_db.models import DBTaskResult

from portal.accounts.models import Message
from portal.accounts.notifications import notify
from portal.accounts.tasks import send_message_by_mail
from portal.media.tasks import make_renditions
from portal.moderation.rescreening import screen_everything
from portal.moderation.screenings import screen_draft, screen_step
from portal.ops import worker_life
from portal.ops.models import ScheduledJob, WorkerLease
from portal.ops.moved import MOVED
from portal.ops.recovery import give_up_hanging, given_up, recover_lost_tasks
from portal.ops.repeatable import is_repeatable
from portal.ops.tasks import rebuild_reference_index, run_scheduled
from portal.settings.base import TASKS as DATABASE_QUEUE
from tests.factories.people import UserFactory


@pytest.fixture(autouse=True)
def _queue(settings):
    settings.TASKS = DATABASE_QUEUE


def running(path: str, *worker_ids: str) -> DBTaskResult:
    """Return a task that the last of the workers is said to run."""
    values = {"status": "RUNNING", "started_at": Now(), "worker_ids": list(worker_ids), "args_kwargs": {"args": ["a"], "kwargs": {}}}
    return DBTaskResult.objects.create(task_path=path, backend_name="default", **values)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("queue", "seconds", "hangs"), [("default", 901, True), ("default", 800, False), ("long", 901, False), ("long", 21601, True)]
)
def test_a_worker_gives_up_what_it_has_done_for_longer_than_the_queue_allows(queue, seconds, hangs, caplog):
    task = running(run_scheduled.module_path, "before", "mine")
    other = running(run_scheduled.module_path, "mine", "other")
    DBTaskResult.objects.update(queue_name=queue, started_at=Now() - timedelta(seconds=seconds))
    ScheduledJob.objects.create(name="a", task_id=task.pk)
    assert give_up_hanging("mine") is hangs
    assert give_up_hanging("mine") is False
    states = dict(DBTaskResult.objects.values_list("pk", "status"))
    assert states == {task.pk: "FAILED" if hangs else "RUNNING", other.pk: "RUNNING"}
    assert ("卡住" in ScheduledJob.objects.get().last_error) is hangs
    assert given_up().exists() is hangs
    assert ("hung for more than" in caplog.text) is hangs


@pytest.mark.django_db
class TestLostTasks:
    def test_a_living_worker_keeps_its_task(self):
        WorkerLease.renew("alive", "*")
        task = running(run_scheduled.module_path, "gone", "alive")
        recover_lost_tasks()
        task.refresh_from_db()
        assert task.status == "RUNNING"

    @pytest.mark.parametrize("seconds", [None, 61])
    def test_a_lost_one_is_queued_again_once(self, seconds, caplog):
        if seconds:
            WorkerLease.objects.create(worker_id="gone", queues="*", seen_at=Now() - timedelta(seconds=seconds))
        task = running(run_scheduled.module_path, "gone")
        recover_lost_tasks()
        task.refresh_from_db()
        assert (task.status, task.started_at, task.worker_ids) == ("READY", None, ["gone"])
        assert "is queued again" in caplog.text
        task.claim("gone too")
        recover_lost_tasks()
        task.refresh_from_db()
        assert task.status == "FAILED"
        assert "两次中途停止" in task.traceback

    def test_what_may_not_be_repeated_is_given_up_with_a_note(self, caplog):
        task = running(send_message_by_mail.module_path, "gone")
        recover_lost_tasks()
        task.refresh_from_db()
        assert task.status == "FAILED"
        assert "请人工核对" in task.traceback
        assert task.finished_at is not None
        assert list(given_up()) == [task]
        assert "is given up after 1 attempts" in caplog.text

    def test_a_scheduled_job_that_is_given_up_says_so_and_may_be_enqueued_again(self):
        task = running(run_scheduled.module_path, "one", "two")
        ScheduledJob.objects.create(name="a", task_id=task.pk)
        ScheduledJob.objects.create(name="b")
        recover_lost_tasks()
        assert "两次中途停止" in ScheduledJob.objects.get(name="a").last_error
        assert ScheduledJob.objects.get(name="b").last_failed_at is None

    @pytest.mark.parametrize("path", ["portal.gone.task", "no_such_module", "portal.ops.jobs.heartbeat"])
    def test_a_path_that_leads_to_no_task_is_given_up(self, path):
        running(path, "gone")
        recover_lost_tasks()
        assert given_up().count() == 1

    def test_looking_costs_one_statement_while_nothing_runs(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            recover_lost_tasks()


def test_each_task_says_whether_it_may_be_repeated():
    from wagtail.images.tasks import set_image_focal_point_task
    from wagtail.tasks import delete_file_from_storage_task, update_reference_index_task

    ours = (screen_step, screen_draft, screen_everything, make_renditions, run_scheduled, rebuild_reference_index)
    wagtails = (set_image_focal_point_task, delete_file_from_storage_task, update_reference_index_task)
    assert all(is_repeatable(task.module_path) for task in (*ours, *wagtails))
    assert not is_repeatable(send_message_by_mail.module_path)


@pytest.mark.django_db
def test_mail_is_queued_with_the_message_or_not_at_all():
    user = UserFactory(email="a@example.com")
    with transaction.atomic():
        notify(user, "主题", "正文")
        assert DBTaskResult.objects.filter(task_path=send_message_by_mail.module_path).count() == 1
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db(transaction=True)
class TestWorker:
    def work(self) -> None:
        """Be a worker until nothing waits."""
        call_command("db_worker", batch=True, reload=False, startup_delay=False, verbosity=0)

    def test_entries_of_an_older_version_are_followed_or_failed_and_the_worker_goes_on(self, monkeypatch):
        called = []
        monkeypatch.setattr("portal.ops.tasks.call_command", lambda name, **options: called.append(name))
        values = {"backend_name": "default", "args_kwargs": {"args": [], "kwargs": {}}}
        moved = DBTaskResult.objects.create(task_path="portal.core.tasks.rebuild_reference_index", **values)
        gone = [
            DBTaskResult.objects.create(task_path=path, **values) for path in ("portal.core.tasks.heartbeat", "portal.ops.tasks.heartbeat")
        ]
        self.work()
        assert called == ["rebuild_references_index"]
        moved.refresh_from_db()
        assert moved.status == "SUCCESSFUL"
        assert [DBTaskResult.objects.get(pk=task.pk).status for task in gone] == ["FAILED", "FAILED"]

    def test_what_ran_when_its_worker_was_stopped_for_an_upgrade_is_taken_up_under_its_new_path(self):
        for old in MOVED:
            running(old, "stopped")
        self.work()
        recover_lost_tasks()
        assert set(DBTaskResult.objects.values_list("task_path", "status")) == {(new, "READY") for new in MOVED.values()}

    def test_a_lease_is_held_from_before_the_first_task_to_the_end(self, monkeypatch):
        seen = []
        monkeypatch.setattr("portal.ops.tasks.call_command", lambda *_a, **_o: seen.extend(WorkerLease.standing()))
        rebuild_reference_index.enqueue()
        self.work()
        [lease] = seen
        assert lease.queues == "*"
        assert DBTaskResult.objects.get().worker_ids == [lease.worker_id]
        assert not WorkerLease.objects.exists()

    def test_a_lease_is_renewed_and_a_database_that_was_away_does_not_end_it(self, settings, monkeypatch, caplog):
        settings.WORKER_LEASE_SECONDS = 0.3
        renew, calls = WorkerLease.renew, []

        def away_once(*arguments):
            calls.append(arguments)
            if len(calls) == 2:
                raise Error("away")
            renew(*arguments)

        monkeypatch.setattr(worker_life.WorkerLease, "renew", away_once)
        with worker_life.kept_alive("me", "long"):
            first = WorkerLease.objects.get().seen_at
            while WorkerLease.objects.get().seen_at == first:
                pass
        assert "worker me could not renew its lease" in caplog.text
        assert len(calls) >= 3
