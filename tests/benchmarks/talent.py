"""The list of open jobs with three filters, with 50,000 posts beside the same with 50."""

import os
import re
import statistics
import time

from tests.benchmarks.stage import Stage, use

TITLE = "Open jobs with three filters (goal: the same number of statements, and at most 1.3 times the time)"
FEW, MANY = 50, int(os.environ.get("BENCH_JOBS", "50000"))
ROUNDS = 40


def measure(stage: Stage) -> list[tuple[str, ...]]:
    """Return the table: each size with its statements and times."""
    use(stage.data_dir)
    rows = [("open jobs", "matching", "statements", "median ms", "ratio")]
    medians = []
    for size in (FEW, MANY):
        _fill(size)
        matching, statements, median = _ask()
        medians.append(median)
        rows.append((f"{size:,}", f"{matching:,}", f"{statements}", f"{median:.1f}", f"{median / medians[0]:.2f}"))
    return rows


def _fill(size: int) -> None:
    """Let there be ``size`` open jobs, copies of one of the demo's: the first ``FEW`` are what is asked for, the rest are spread.

    So the page that is measured shows as many rows in both sizes.
    """
    from datetime import timedelta

    from django.utils import timezone

    from portal.places.models import Town
    from portal.talent.choices import JobClass
    from portal.talent.models import Job

    sample = Job.objects.filter(enterprise__live=True).order_by("pk").first()
    Job.objects.update(live=False)
    towns, classes = list(Town.objects.all()), JobClass.values

    def spread(number: int) -> int:
        return 0 if number < FEW else number

    now, last_day = timezone.now(), timezone.localdate() + timedelta(days=30)
    kept = {
        field.attname: getattr(sample, field.attname)
        for field in Job._meta.concrete_fields
        if not field.primary_key and field.attname not in {"latest_revision_id", "live_revision_id"}
    }
    rows = (
        Job(
            **{
                **kept,
                "title": f"职位 {number}",
                "live": True,
                "state": "open",
                "valid_until": last_day,
                "job_class": classes[spread(number) % len(classes)],
                "job_type": "full",
                "town_id": towns[spread(number) // len(classes) % len(towns)].pk,
                "pay_min": 3000 + number % 7 * 1000,
                "pay_max": 4000 + number % 7 * 1000,
                "monthly_pay": 3000 + number % 7 * 1000,
                "first_published_at": now - timedelta(minutes=number),
            }
        )
        for number in range(size)
    )
    Job.objects.bulk_create(rows, batch_size=1000)


def _ask() -> tuple[int, int, float]:
    """Return the matching jobs, the statements and the median time of a warm page of the list, in milliseconds."""
    from django.db import connection
    from django.test import Client

    from portal.places.models import Town
    from portal.talent.choices import JobClass

    path = f"/jobs/?job_class={JobClass.values[0]}&town={Town.objects.first().code}&job_type=full"
    client, statements, times = Client(SERVER_NAME="localhost"), [], []
    client.get(path)

    def note(execute, sql, *rest):
        statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        response = client.get(path)
    for _round in range(ROUNDS):
        started = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - started) * 1000)
    matching = int(re.search(r"共 <strong>(\d+)</strong> 条", response.content.decode())[1])
    return matching, len(statements), statistics.median(times)
