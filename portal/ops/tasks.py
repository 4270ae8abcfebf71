"""Background tasks that belong to no domain."""

from django.core.management import call_command
from django_tasks import task

from portal.core.heartbeat import Heartbeat

WORKER = "worker"


@task(priority=50)
def heartbeat() -> None:
    """Prove that the queue is being worked off: ``/readyz`` looks at when this last ran.

    It goes before ordinary work, so a long queue does not look like a dead worker.
    """
    Heartbeat.beat(WORKER)


@task()
def rebuild_reference_index() -> None:
    """Note anew what refers to what (Wagtail's reference index), after a load that switched the noting off."""
    call_command("rebuild_references_index", verbosity=0)
