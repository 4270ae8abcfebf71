"""The state of each part the portal is made of, for ``/readyz``.

A part is ``ok``, ``degraded`` (the site answers, something is late or slower) or ``down``. Only the database is essential: without it no
page can be built and the address answers 503; everything else lets visitors read on and is the operator's to mend.

Details name no host, user or path: the address is public.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks import default_task_backend
from django_tasks_db.models import DBTaskResult

from portal.core.heartbeat import LATEST, Heartbeat
from portal.ops.jobs import WORKER
from portal.ops.models import WorkerLease
from portal.ops.recovery import given_up

OK, DEGRADED, DOWN = "ok", "degraded", "down"
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Part:
    """One line of the report: the state of a part and, in a few words, why."""

    state: str
    detail: str = ""


def database() -> Part:
    """Ask the database for one row."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except Error as error:
        return Part(DOWN, type(error).__name__)
    return Part(OK, connection.vendor)


def cache_store() -> Part:
    """Write a value to the cache and read it back."""
    value = get_random_string(12)
    try:
        cache.set("core.health", value, timeout=10)
        same = cache.get("core.health") == value
    except Exception as error:  # each cache library has errors of its own; any of them means "down"
        return Part(DOWN, type(error).__name__)
    name = settings.CACHES["default"]["BACKEND"].rpartition(".")[2]
    return Part(OK, name) if same else Part(DEGRADED, f"{name} does not keep values")


def worker() -> Part:
    """Look when the queue last ran a heartbeat, whether each queue has a worker, and whether tasks were lost with theirs."""
    if not default_task_backend.supports_defer:
        return Part(OK, "tasks run at once")
    try:
        age = Heartbeat.age(WORKER)
        problem = _unserved_queues() or _lost_tasks()
    except Error as error:
        return Part(DOWN, type(error).__name__)
    if age is None:
        return Part(DEGRADED, "no heartbeat yet")
    detail = f"last heartbeat {max(0, round(age.total_seconds()))} s ago"
    if age > LATEST:
        return Part(DOWN, detail)
    return Part(DEGRADED, problem) if problem else Part(OK, detail)


def _unserved_queues() -> str:
    """Return which queues have tasks that have waited for a while and no worker that lives; empty if none has."""
    late = DBTaskResult.objects.ready().filter(enqueued_at__lt=timezone.now() - LATEST).order_by()
    served = {name for queues in WorkerLease.standing().values_list("queues", flat=True) for name in queues.split(",")}
    unserved = set() if "*" in served else set(late.values_list("queue_name", flat=True).distinct()) - served
    return f"no worker for queue {', '.join(sorted(unserved))}" if unserved else ""


def _lost_tasks() -> str:
    """Return how many tasks were given up in a day because their worker was lost; empty if none was."""
    lost = given_up().filter(finished_at__gte=timezone.now() - A_DAY).count()
    return f"{lost} tasks given up in a day" if lost else ""


PARTS: dict[str, Callable[[], Part]] = {"database": database, "cache": cache_store, "worker": worker}
ESSENTIAL = {"database"}


def register(name: str, look: Callable[[], Part]) -> None:
    """Report one more part; called from the ``ready`` of the app that has it. ``look`` must answer within a second."""
    PARTS[name] = look


def report() -> tuple[dict[str, Part], str]:
    """Return every part by name and the state of the whole.

    The whole is ``down`` when an essential part is, ``degraded`` when any part is not ``ok``.
    """
    parts = {name: look() for name, look in PARTS.items()}
    if any(parts[name].state == DOWN for name in ESSENTIAL):
        return parts, DOWN
    return parts, OK if all(part.state == OK for part in parts.values()) else DEGRADED


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that this process takes requests, and nothing more: no database, no cache."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 with the report as JSON, or 503 when an essential part is down."""
    parts, state = report()
    body = {"state": state, "parts": {name: asdict(part) for name, part in parts.items()}}
    return JsonResponse(body, status=503 if state == DOWN else 200)
