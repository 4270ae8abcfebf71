"""Due times and their reasons."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.cases.clocks import Hours, due_at


def test_hours_count_nights_and_holidays():
    deadline = due_at(datetime(2026, 9, 30, 2, 0, tzinfo=UTC), Hours(72))
    assert deadline.at == datetime(2026, 10, 3, 2, 0, tzinfo=UTC)
    assert deadline.why == "自2026-09-30 10:00起72小时，节假日和夜间照算"


def test_a_start_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        due_at(datetime(2026, 9, 30), Hours(1))  # noqa: DTZ001 - what is tested


@settings(suppress_health_check=[HealthCheck.too_slow])  # machines under load
@given(st.datetimes(datetime(2004, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)), st.integers(0, 1000))  # noqa: DTZ001
def test_never_before_the_start_and_later_with_more_hours(start, hours):
    assert start <= due_at(start, Hours(hours)).at == start + timedelta(hours=hours)
