"""The chart of a target as SVG, drawn here: what was done, the pace that is asked for, and the forecast. A table stands beside it."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from portal.core.moments import day_text
from portal.targets.tracker import Figure, Progress

WIDTH, HEIGHT = 640, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 12, 30
_STEPS = 4


@dataclass(frozen=True)
class Chart:
    """Where everything stands; lines are ``points`` of polylines.

    Attributes:
        done, pace, forecast: the three lines; no forecast once the span is over.
        marks: ``(x, y, text)`` of the milestones and the end.
        ticks: ``(y, value)`` of the lines across.
        days: ``(x, text)`` of the first and the last day.
        today: x of today, if it lies in the span.
        key: tells the charts of one page apart.
    """

    done: str
    pace: str
    forecast: str
    marks: list[tuple[float, float, str]]
    ticks: list[tuple[float, int]]
    days: list[tuple[float, str]]
    today: float | None
    key: int
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT


def chart(progress: Progress) -> Chart:
    """Return the chart of a target in one span."""
    span, until = progress.span, min(progress.today, progress.span.last)
    start = span.first - timedelta(days=1)
    most = ceil(max(progress.target.total, progress.done, progress.forecast, 1))

    def at(day: date, value: Figure) -> tuple[float, float]:
        x = _LEFT + (WIDTH - _LEFT - _RIGHT) * (day - start).days / (span.last - start).days
        return round(x, 1), round(HEIGHT - _BOTTOM - (HEIGHT - _BOTTOM - _TOP) * float(value) / most, 1)

    done, steps = [at(start, 0)], sorted({max(entry.day, span.first) for entry in progress.counted if entry.day <= until})
    for day in steps:
        done += [(at(day, 0)[0], done[-1][1]), at(day, progress.done_by(day))]
    done.append((at(max(until, start), 0)[0], done[-1][1]))
    going_on = span.first <= progress.today < span.last
    forecast = [done[-1], at(span.last, progress.forecast)] if going_on else []
    values = sorted({most * step // _STEPS for step in range(_STEPS + 1)})
    return Chart(
        done=_points(done),
        pace=_points([at(start, 0), *(at(day, total) for day, total in progress.marks)]),
        forecast=_points(forecast),
        marks=[(*at(day, total), f"{day_text(day)} {total}") for day, total in progress.marks],
        ticks=[(at(start, value)[1], value) for value in values],
        days=[(at(start, 0)[0], day_text(span.first)), (at(span.last, 0)[0], day_text(span.last))],
        today=at(progress.today, 0)[0] if going_on else None,
        key=progress.target.pk,
    )


def _points(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
