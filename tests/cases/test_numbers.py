"""Numbers of cases: in order, anew in each period, none lost or given twice."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from portal.cases.models import NumberCounter
from portal.cases.numbers import YEAR, NumberSeries

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(monkeypatch):
    """Set the clock to a time."""

    def set_to(*numbers: int) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(*numbers, tzinfo=UTC))

    return set_to


def test_each_day_begins_anew_by_the_local_date(at):
    series = NumberSeries("TS")
    at(2026, 11, 29, 15, 59)
    assert [series.next(), series.next()] == ["TS202611290001", "TS202611290002"]
    at(2026, 11, 29, 16, 0)  # midnight in Shanghai
    assert series.next() == "TS202611300001"


def test_series_and_periods_do_not_mix(at):
    at(2026, 6, 1)
    assert NumberSeries("ZX", per=YEAR, digits=6).next() == "ZX2026000001"
    assert NumberSeries("TS").next() == "TS202606010001"
    assert NumberSeries("ZX", per=YEAR, digits=6).next() == "ZX2026000002"


def test_a_number_outgrows_its_digits(at):
    at(2026, 6, 1)
    NumberCounter.objects.create(series="TS", period="20260601", last=9999)
    assert NumberSeries("TS").next() == "TS2026060110000"


def test_what_is_not_kept_gives_its_number_back(at):
    at(2026, 6, 1)
    series = NumberSeries("TS")
    with transaction.atomic():
        series.next()
        transaction.set_rollback(True)
    assert series.next() == "TS202606010001"
