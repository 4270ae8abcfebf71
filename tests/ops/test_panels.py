"""The administrator's dashboard names background work that has not been done."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from portal.accounts.models import User
from portal.ops.models import ScheduledJob
from portal.ops.panels import warn_of_undone_work
from portal.ops.recovery import recover_lost_tasks
from portal.ops.tasks import run_scheduled
from portal.settings.base import TASKS as DATABASE_QUEUE

pytestmark = pytest.mark.django_db
WARNING = "有后台任务没有完成"


@pytest.fixture
def dashboard(client, settings):
    """Return a function that gives the dashboard's text."""
    settings.TASKS = DATABASE_QUEUE
    client.force_login(User.objects.create_superuser("root", "root@example.com", "x"))

    def text() -> str:
        return client.get(reverse("wagtailadmin_home")).content.decode()

    return text


def test_a_failed_job_is_named_until_it_has_been_done(dashboard):
    ScheduledJob.objects.create(name="portal.links.services.check_links_daily")
    assert WARNING not in dashboard()
    ScheduledJob.note_failed("OSError: <no network>", name="portal.links.services.check_links_daily")
    page = dashboard()
    assert WARNING in page
    assert "check_links_daily" in page
    assert "OSError: &lt;no network&gt;" in page
    ScheduledJob.note_finished("portal.links.services.check_links_daily")
    assert WARNING not in dashboard()


def test_a_task_that_was_given_up_is_named(dashboard):
    arguments = {"args": ["a-job"], "kwargs": {}}
    DBTaskResult.objects.create(
        task_path=run_scheduled.module_path, status="RUNNING", worker_ids=["one", "two"], args_kwargs=arguments, backend_name="default"
    )
    recover_lost_tasks()
    page = dashboard()
    assert "后台进程中途停止，任务没有再做" in page
    assert "a-job" in page


def test_nobody_else_is_told():
    ScheduledJob.objects.create(name="job")
    ScheduledJob.note_failed("x", name="job")
    panels = []
    warn_of_undone_work(SimpleNamespace(user=User(username="editor")), panels)
    assert panels == []
    warn_of_undone_work(SimpleNamespace(user=User(username="root", is_superuser=True)), panels)
    assert len(panels) == 1
