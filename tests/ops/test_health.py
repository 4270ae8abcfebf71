"""``/healthz`` and ``/readyz``: what they say when parts are well, late or gone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.core.heartbeat import LATEST, Heartbeat
from portal.ops.jobs import WORKER, heartbeat
from portal.ops.models import WorkerLease
from portal.ops.recovery import recover_lost_tasks
from portal.ops.tasks import run_scheduled
from portal.settings.base import TASKS as DATABASE_QUEUE


def parts(client) -> dict:
    """Return the parts that ``/readyz`` reports."""
    return client.get("/readyz").json()["parts"]


def test_healthz_needs_no_database_and_no_known_host(client):
    with override_settings(ALLOWED_HOSTS=["ds.example.gov.cn"]):
        response = client.get("/healthz", headers={"host": "10.0.0.7"})
    assert response.status_code == 200
    assert response.content == b"ok\n"
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_other_methods_are_refused(client, path):
    assert client.post(path).status_code == 405


@pytest.mark.django_db
def test_readyz_names_each_part(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert set(response.json()["parts"]) == {"database", "search", "cache", "worker"}
    assert all(set(part) == {"state", "detail"} for part in response.json()["parts"].values())
    assert response.json()["parts"]["database"] == {"state": "ok", "detail": connection.vendor}
    assert response.json()["parts"]["cache"]["state"] == "ok"


@pytest.mark.django_db
def test_empty_search_index_is_degraded_and_still_ready(client):
    response = client.get("/readyz")
    assert response.json()["parts"]["search"]["state"] == "degraded"
    assert response.json()["state"] == "degraded"
    assert response.status_code == 200


@pytest.mark.django_db
class TestWorker:
    @pytest.fixture(autouse=True)
    def _queue(self, settings):
        settings.TASKS = DATABASE_QUEUE

    def test_without_any_heartbeat_is_degraded(self, client):
        assert parts(client)["worker"] == {"state": "degraded", "detail": "no heartbeat yet"}

    def test_with_a_fresh_heartbeat_is_ok(self, client):
        heartbeat()
        assert parts(client)["worker"]["state"] == "ok"

    def test_tasks_that_wait_without_a_worker_of_their_queue_are_named(self, client):
        heartbeat()
        task = run_scheduled.using(queue_name="long").enqueue("job")
        assert parts(client)["worker"]["state"] == "ok", "it has only just been enqueued"
        DBTaskResult.objects.filter(pk=task.id).update(enqueued_at=timezone.now() - LATEST - timedelta(seconds=5))
        WorkerLease.renew("a", "default")
        assert parts(client)["worker"] == {"state": "degraded", "detail": "no worker for queue long"}
        WorkerLease.renew("b", "default,long")
        assert parts(client)["worker"]["state"] == "ok"
        WorkerLease.objects.filter(pk="b").update(seen_at=timezone.now() - timedelta(hours=1))
        assert parts(client)["worker"]["state"] == "degraded"
        WorkerLease.renew("c", "*")
        assert parts(client)["worker"]["state"] == "ok"

    def test_tasks_that_were_given_up_are_told_for_a_day(self, client):
        heartbeat()
        DBTaskResult.objects.create(task_path="gone", status="RUNNING", worker_ids=["gone"], args_kwargs={}, backend_name="default")
        recover_lost_tasks()
        assert parts(client)["worker"] == {"state": "degraded", "detail": "1 tasks given up in a day"}
        DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(hours=25))
        assert parts(client)["worker"]["state"] == "ok"

    def test_with_an_old_heartbeat_is_down_and_the_site_still_ready(self, client):
        Heartbeat.objects.create(name=WORKER, beat_at=timezone.now() - LATEST - timedelta(seconds=5))
        response = client.get("/readyz")
        assert response.json()["parts"]["worker"]["state"] == "down"
        assert response.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_lost_database_is_503(client, tmp_path, monkeypatch):
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "no-such-folder" / "portal.sqlite3"))
    response = client.get("/readyz")
    connection.close()
    assert response.status_code == 503
    assert response.json()["state"] == "down"
    assert response.json()["parts"]["database"]["state"] == "down"


@pytest.mark.django_db
def test_lost_cache_is_named_and_the_site_still_ready(client):
    nobody_listens = {"default": {"BACKEND": "portal.core.caches.LosableRedisCache", "LOCATION": "redis://127.0.0.1:1"}}
    with override_settings(CACHES=nobody_listens):
        response = client.get("/readyz")
    assert response.json()["parts"]["cache"] == {"state": "degraded", "detail": "LosableRedisCache does not keep values"}
    assert response.status_code == 200
