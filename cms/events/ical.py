"""Events as iCalendar files (RFC 5545), for the calendars of phones; one that is off the site before it was held is cancelled there."""

from datetime import UTC

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from cms.events.models import EventPage
from portal.core.text import clean_text, shown_title

CONTENT_TYPE = "text/calendar; charset=utf-8"


def written(events, *, name: str, site: str, cancelled=()) -> bytes:
    """Return a calendar.

    Args:
        events: public pages.
        name: of the calendar.
        site: scheme and host of their addresses.
        cancelled: pages that were public and are no more; the file says when they would have been and nothing of their text.
    """
    calendar = Calendar({"prodid": "-//county portal//events//ZH", "version": "2.0", "method": "PUBLISH", "x-wr-calname": name})
    for page in events:
        calendar.add_component(_entry(Event(), page, shown_title(page.title), "CONFIRMED", _facts(page, site)))
    for page in cancelled:
        calendar.add_component(_entry(Event(), page, _("活动已取消"), "CANCELLED", {}))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _facts(page: EventPage, site: str) -> dict:
    return {
        "description": clean_text(page.summary),
        "location": clean_text(page.place),
        "categories": [str(page.get_kind_display())],
        "url": f"{site}{page.get_absolute_url()}",
    }


def _entry(entry, page: EventPage, title: str, status: str, facts: dict):
    first, changed = page.first_published_at or page.starts_at, page.last_published_at or page.starts_at
    values = {
        "uid": str(page.translation_key),
        "summary": title,
        "dtstart": timezone.localtime(page.starts_at),
        "dtend": timezone.localtime(page.ends_at),
        "dtstamp": changed.astimezone(UTC),
        "last-modified": changed.astimezone(UTC),
        # Grows with every text that is published, and once more when the event is taken off the site.
        "sequence": int((changed - first).total_seconds()) + (status == "CANCELLED"),
        "status": status,
        **facts,
    }
    for key, value in values.items():
        entry.add(key, value)
    return entry
