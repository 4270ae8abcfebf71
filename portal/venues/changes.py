"""What those who have booked hear when a venue gives up hours or days in which they come."""

from portal.accounts.notifications import notice
from portal.venues.models import Booking, Venue

_BEFORE = "_public_before"


def remember(instance: Venue, *, update_fields, raw, **_signal) -> None:
    """Keep what the public saw of a venue before it is saved; a receiver of ``pre_save``."""
    if instance.pk and not update_fields and not raw:
        setattr(instance, _BEFORE, Venue.objects.filter(pk=instance.pk, live=True).first())


def compare(instance: Venue, **_signal) -> None:
    """Tell once of each coming booking that fits the hours no more; what becomes of it is for staff. A receiver of ``post_save``."""
    before = instance.__dict__.pop(_BEFORE, None)
    if before is None or not instance.live:
        return
    for booking in instance.bookings.holding().coming().select_related("user"):
        if _fits(before, booking) and not _fits(instance, booking):
            booking.venue = instance
            notice(booking.user, "venues/hours", booking)


def _fits(venue: Venue, booking: Booking) -> bool:
    # Of a form the days come as text.
    days = {int(day) for day in venue.open_days}
    return booking.day.isoweekday() in days and venue.opens_at <= booking.starts_at and booking.ends_at <= venue.closes_at
