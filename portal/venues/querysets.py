"""Words for venues and bookings."""

from datetime import date, time

from django.db.models import Q
from django.utils import timezone

from portal.core.ownership import OwnedByPerson
from portal.core.querysets import EditorialQuerySet


class VenueQuerySet(EditorialQuerySet):
    """Venues."""


class BookingQuerySet(OwnedByPerson):
    """Bookings of venues."""

    def holding(self):
        """Return bookings that keep a venue from others: asked for or confirmed."""
        return self.filter(state__in=("requested", "confirmed"))

    def coming(self):
        """Return bookings that are not over."""
        now = timezone.localtime()
        return self.filter(Q(day__gt=now.date()) | Q(day=now.date(), ends_at__gt=now.time()))

    def waiting(self):
        """Return bookings that are not over and that nobody has answered, the next first."""
        return self.filter(state="requested").coming().order_by("day", "starts_at", "pk")

    def overlapping(self, day: date, starts_at: time, ends_at: time):
        """Return bookings of a day that share a moment with some hours; one may begin when another ends."""
        return self.filter(day=day, starts_at__lt=ends_at, ends_at__gt=starts_at)
