"""What domains ask the portal's clock to do again and again; :mod:`portal.ops.management.commands.scheduler` does it."""

from collections.abc import Callable

HALF_A_MINUTE = 30.0
A_MINUTE = 60.0
A_DAY = 24 * 60 * 60.0

_jobs: dict[str, tuple[Callable[[], None], float]] = {}


def every(seconds: float, run: Callable[[], None]) -> None:
    """Have ``run`` called every ``seconds``; called from an app's ``ready``, so asking twice for the same changes nothing."""
    _jobs[f"{run.__module__}.{run.__qualname__}"] = (run, seconds)


def scheduled_jobs() -> list[tuple[Callable[[], None], float]]:
    """Return everything that was asked for: what to call, and every how many seconds."""
    return list(_jobs.values())
