"""Moments as people of the county read them: in the portal's time zone, never in UTC, in which the database keeps them."""

from datetime import date, datetime, time
from typing import TypeVar

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time
from django.utils.translation import gettext as _

Moment = TypeVar("Moment", bound=date)


def local(value: Moment) -> Moment:
    """Return a moment in the portal's time zone; a date, or a moment without a zone, stays what it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)  # type: ignore[return-value]
    return value


def parsed_day(text: str) -> date | None:
    """Return the day that an address or a form names as ``YYYY-MM-DD``; what is no day gives nothing, be it the 31st of February."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def parsed_time(text: str) -> time | None:
    """Return the time of the day that an address or a form names as ``HH:MM``; what is none gives nothing, be it 25:00."""
    try:
        return parse_time(text)
    except ValueError:
        return None


def years_since(first: int | None) -> list[int]:
    """Return the years from this one back to the ``first``; this one alone where there is none, or one to come."""
    this = timezone.localdate().year
    return list(range(this, min(first or this, this) - 1, -1))


def day_text(value: date | datetime | None) -> str:
    """Return a day or the local day of a moment as ``YYYY-MM-DD``; nothing gives nothing."""
    return f"{local(value):%Y-%m-%d}" if value else ""


def month_text(value: date) -> str:
    """Return a day's month as ``YYYY-MM``."""
    return f"{value:%Y-%m}"


def time_text(value: time) -> str:
    """Return a time of the day as ``HH:MM``."""
    return f"{value:%H:%M}"


def hours_text(begin: time, end: time) -> str:
    """Return the hours from one time of the day to another as ``HH:MM–HH:MM``."""
    return f"{time_text(begin)}–{time_text(end)}"


def minute_text(value: datetime | None) -> str:
    """Return a moment as ``YYYY-MM-DD HH:MM``, the form that government sites must use (domain.md §3); nothing gives nothing."""
    return f"{local(value):%Y-%m-%d %H:%M}" if value else ""


def second_text(value: datetime | None) -> str:
    """Return a moment as ``YYYY-MM-DD HH:MM:SS``, for logs."""
    return f"{local(value):%Y-%m-%d %H:%M:%S}" if value else ""


def spoken(value: datetime) -> str:
    """Return a moment as a sentence says it: 2026年3月15日9时05分."""
    at = local(value)
    words = {"year": at.year, "month": at.month, "day": at.day, "hour": at.hour, "minute": f"{at:%M}"}
    return _("%(year)d年%(month)d月%(day)d日%(hour)d时%(minute)s分") % words


def spoken_day(value: date | datetime) -> str:
    """Return a day as a sentence says it: 2026年3月15日."""
    at = local(value)
    return _("%(year)d年%(month)d月%(day)d日") % {"year": at.year, "month": at.month, "day": at.day}


def machine_text(value: date | datetime | None) -> str | None:
    """Return a day or a moment in ISO form with the local offset, for structured data; nothing gives ``None``."""
    return local(value).isoformat() if value else None
