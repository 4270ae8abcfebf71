"""Workers and schedulers are killed, with real processes: nothing stays undone, nothing is done twice without need."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db.models import F
from django_tasks_db.models import DBTaskResult

from portal.ops.models import ScheduledJob, WorkerLease
from portal.ops.recovery import TaskHangsError, WorkerLostError, given_up
from portal.settings.base import TASKS as DATABASE_QUEUE
from tests.support import databases, servers
from tests.support.slow_work.tasks import only_once, repeat_me

SETTINGS = "tests.support.slow_work.settings"


class Site:
    """A data folder with an empty database, and the portal's parts that run on it."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = servers.settings_of(folder, servers.free_port()) | {"DJANGO_SETTINGS_MODULE": SETTINGS}

    @contextlib.contextmanager
    def part(self, *arguments: str) -> Iterator[subprocess.Popen]:
        """Run ``manage.py`` with ``arguments`` while the block runs."""
        process = subprocess.Popen([sys.executable, "manage.py", *arguments], env=self.environment, cwd=servers.ROOT)
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def go(self) -> None:
        """Let what is slow come to its end."""
        (self.folder / "go").touch()

    def times(self, what: str) -> int:
        """Return how often something has been noted."""
        return len(self.pids(what))

    def pids(self, what: str) -> list[int]:
        """Return the processes that noted something."""
        file = self.folder / what
        return [int(line) for line in file.read_text().split()] if file.exists() else []


def status(task) -> list[str]:
    """Return the states of a task's entries in the queue."""
    return list(DBTaskResult.objects.filter(task_path=task.module_path).values_list("status", flat=True))


@pytest.fixture
def site(tmp_path, database_cache, django_db_setup, django_db_blocker, settings):
    """A site of its own, whose database this process reads and writes too."""
    settings.TASKS = DATABASE_QUEUE
    with django_db_blocker.unblock():
        file = databases.fresh_copy(databases.empty(database_cache) / databases.FILE, tmp_path / databases.FILE)
        with databases.used(file, tmp_path):
            yield Site(tmp_path)


def wait_until(ready, what: str) -> None:
    """Wait for ``ready``, at most as long as a busy machine may take."""
    servers.wait_until(ready, what)


def killed_while_it_runs(site: Site, task, number: int) -> None:
    """Start a worker, wait until it has begun a task for the ``number``-th time, and kill it."""
    with site.part("db_worker", "--no-reload") as worker:
        wait_until(lambda: site.times(f"{task.name}-begun") == number, "the task")
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert status(task) == ["RUNNING"]


def test_a_task_that_kills_its_workers_is_given_up_the_second_time(site):
    repeat_me.enqueue()
    with site.part("scheduler"):
        for number in (1, 2):
            killed_while_it_runs(site, repeat_me, number)
            wait_until(lambda: status(repeat_me) != ["RUNNING"], "the scheduler's judgement")
    assert status(repeat_me) == ["FAILED"]


def test_a_task_that_may_not_be_repeated_is_given_up_with_a_note(site):
    only_once.enqueue()
    killed_while_it_runs(site, only_once, 1)
    with site.part("scheduler"):
        wait_until(lambda: status(only_once) == ["FAILED"], "the note")
    assert site.times("only_once-begun") == 1
    given = given_up().get()
    assert "请人工核对" in given.traceback
    assert given.task_result.errors[0].exception_class is WorkerLostError


def test_a_task_that_hangs_is_given_up_with_a_note_and_its_worker_ends(site):
    site.environment["PROMPT_TASK_LIMIT_SECONDS"] = "1"
    repeat_me.enqueue()
    with site.part("db_worker", "--no-reload") as worker:
        assert worker.wait(90) == -signal.SIGKILL
    assert status(repeat_me) == ["FAILED"]
    assert site.times("repeat_me-begun") == 1, "it hung, and would again"
    given = given_up().get()
    assert "卡住" in given.traceback
    assert given.task_result.errors[0].exception_class is TaskHangsError
    assert not WorkerLease.objects.exists()


def test_a_long_task_of_a_worker_that_lives_is_left_alone(site):
    repeat_me.enqueue()
    with site.part("scheduler"), site.part("db_worker", "--no-reload", "--queue-name", "default"):
        wait_until(lambda: site.times("repeat_me-begun") == 1, "the task")
        begun = WorkerLease.objects.get().seen_at
        # Thrice the lease, and the scheduler has looked in between.
        wait_until(lambda: WorkerLease.objects.get().seen_at > begun + timedelta(seconds=6), "renewals of the lease")
        assert status(repeat_me) == ["RUNNING"]
        site.go()
        wait_until(lambda: status(repeat_me) == ["SUCCESSFUL"], "the end of the task")
    assert site.times("repeat_me-begun") == 1


def test_daily_jobs_survive_kills_of_the_scheduler_and_are_not_repeated(site):
    site.go()
    with site.part("db_worker", "--no-reload"):
        for _ in range(2):
            before = site.times("prompt-done")
            with site.part("scheduler"):
                wait_until(lambda before=before: site.times("prompt-done") > before + 1, "two more runs of the prompt job")
        assert site.times("quick_daily-done") == 1
        assert site.times("slow_daily-done") == 1
        ScheduledJob.objects.update(last_enqueued_at=F("last_enqueued_at") - timedelta(days=5))
        with site.part("scheduler"), site.part("scheduler"):
            wait_until(lambda: site.times("quick_daily-done") == 2, "the missed job")
            before = site.times("prompt-done")
            wait_until(lambda: site.times("prompt-done") > before + 2, "more runs of the prompt job")
    assert site.times("quick_daily-done") == 2, "five days were missed, and it was done once"


def test_a_scheduled_job_whose_worker_was_killed_is_done_by_the_next(site):
    with site.part("scheduler"):
        with site.part("db_worker", "--no-reload", "--queue-name", "long") as worker:
            wait_until(lambda: site.times("slow_daily-begun") == 1, "the daily job")
            worker.kill()
            worker.wait()
        site.go()
        with site.part("db_worker", "--no-reload", "--queue-name", "long"):
            wait_until(lambda: site.times("slow_daily-done") == 1, "the daily job's end")
    assert site.times("slow_daily-begun") == 2


def test_a_long_job_holds_up_nothing_and_a_killed_part_is_started_again(site):
    """The whole portal: publishing goes on while a daily job runs, and the job goes on after its worker was killed."""
    with site.part("serve"):
        wait_until(lambda: site.times("slow_daily-begun") == 1, "the daily job")
        before = site.times("prompt-done")
        wait_until(lambda: site.times("prompt-done") > before + 2, "the prompt job beside it")
        assert site.times("slow_daily-done") == 0
        os.kill(site.pids("slow_daily-begun")[0], signal.SIGKILL)
        wait_until(lambda: site.times("slow_daily-begun") == 2, "the second attempt")
        site.go()
        wait_until(lambda: site.times("slow_daily-done") == 1, "the daily job's end")
    assert site.times("slow_daily-begun") == 2
