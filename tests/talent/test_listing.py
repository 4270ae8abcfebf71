"""Fifty thousand open jobs cost as many queries as fifty. ``pytest -s`` prints the times."""

import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.talent.models import Job
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.talent import job_values, open_job, take_posts

pytestmark = pytest.mark.usefixtures("job_county")
ADDRESS = "/jobs/?job_class=service&education=any&pay=3000-5000"


def fill(number: int) -> None:
    """Add open jobs, a ninth of which fit the filters."""
    values = job_values(EnterpriseFactory())
    now, kinds = timezone.now(), ("service", "design", "host")
    rows = (
        Job(
            **{**values, "job_class": kinds[n % 3], "education": ("any", "college", "senior")[n // 3 % 3]},
            live=True,
            state="open",
            monthly_pay=4500,
            first_published_at=now,
        )
        for n in range(number)
    )
    Job.objects.bulk_create(rows, batch_size=500)


def measured(client) -> tuple[int, float]:
    """Return the queries of a warm page and its quickest time of five in seconds."""
    client.get(ADDRESS)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(ADDRESS).status_code == 200
    times = []
    for _round in range(5):
        begun = time.perf_counter()
        client.get(ADDRESS)
        times.append(time.perf_counter() - begun)
    return len(caught), min(times)


def test_queries_do_not_grow_with_the_jobs():
    client = Client()
    fill(50)
    few, quick = measured(client)
    fill(49_950)
    many, slow = measured(client)
    print(f"\n50 jobs: {few} queries, {quick * 1000:.0f} ms; 50,000 jobs: {many} queries, {slow * 1000:.0f} ms")  # noqa: T201
    assert few == many
    assert few <= 8


def test_the_page_of_a_job_has_its_posting_and_an_ended_one_is_gone():
    client, job = Client(), open_job()
    page = client.get(f"/jobs/{job.pk}/").content.decode()
    for word in ('"JobPosting"', '"validThrough"', '"baseSalary"', "演示 0001"):
        assert word in page
    Job.objects.update(state="filled")
    assert client.get(f"/jobs/{job.pk}/").status_code == 410
    assert client.get("/feeds/jobs/").content.decode().count("<item>") == 0


def test_without_a_licence_there_are_only_links():
    open_job()
    take_posts(takes=False)
    page = Client().get("/jobs/").content.decode()
    assert "https://hr.example.cn/" in page
    assert "电商客服" not in page
