"""What domains ask the portal's clock to do again and again; :mod:`portal.ops.scheduling` puts it into the queue at its time.

Whatever is asked for must be safe to run twice: a worker that is killed half-way leaves the job to another (ADR 13).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django_tasks import DEFAULT_TASK_QUEUE_NAME

HALF_A_MINUTE = 30.0
A_MINUTE = 60.0
AN_HOUR = 60 * 60.0
A_DAY = 24 * AN_HOUR

# Two queues, each with a worker of its own: what people wait for, and what may take minutes.
PROMPT = DEFAULT_TASK_QUEUE_NAME
LONG = "long"


@dataclass(frozen=True)
class Job:
    """Something to do every ``seconds``, in the queue called ``queue``; what has a higher ``priority`` goes first there."""

    name: str
    run: Callable[[], object]
    seconds: float
    queue: str
    priority: int


_jobs: dict[str, Job] = {}


def every(seconds: float, run: Callable[[], object], *, queue: str = LONG, priority: int = 0) -> None:
    """Have ``run`` called every ``seconds``; called from an app's ``ready``, so asking twice for the same changes nothing.

    Args:
        seconds: the period, counted from one enqueuing to the next by the database's clock.
        run: a function of a module, safe to run twice.
        queue: ``PROMPT`` for what takes a second or two; everything else belongs into ``LONG``, where it holds up nobody.
        priority: from -100 to 100 within the queue.
    """
    name = f"{run.__module__}.{run.__qualname__}"
    _jobs[name] = Job(name, run, seconds, queue, priority)


def scheduled_jobs() -> list[Job]:
    """Return everything that was asked for."""
    return list(_jobs.values())


def job_named(name: str) -> Job | None:
    """Return what was asked for under ``name``; None for a job that this version of the program does not have."""
    return _jobs.get(name)
