"""Venues, bookings, and who books and keeps them."""

from datetime import date, time, timedelta

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.accounts import roles
from portal.venues.models import Booking, Venue, Weekday
from portal.venues.services import book
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.people import UserFactory
from tests.factories.publishing import PublishedMixin
from tests.factories.talent import member


class VenueFactory(PublishedMixin, DjangoModelFactory):
    """A venue that is on the site and open every day."""

    class Meta:
        model = Venue

    live = True
    name = factory.Sequence(lambda n: f"洽谈室{n}")
    slug = factory.Sequence(lambda n: f"venue-{n}")
    kind = "talks"
    place = "电商产业园二楼"
    seats = 12
    equipment = "投影仪、白板"
    introduction = "适合小范围谈合作。"
    open_days = Weekday.values
    opens_at = time(9)
    closes_at = time(17)


def settled_member(enterprise=None):
    """Return a person who acts for a settled firm whose verification stands, and the firm."""
    return member(enterprise or EnterpriseFactory(verified_at=timezone.now(), settled=True))


def tomorrow(days: int = 1) -> date:
    """Return the day so many days from today."""
    return timezone.localdate() + timedelta(days=days)


def wanted(starts_at: int = 9, ends_at: int = 10, *, in_days: int = 1, **values) -> dict:
    """Return what a booking says: so many days from today, from one full hour to another."""
    return {"day": tomorrow(in_days), "starts_at": time(starts_at), "ends_at": time(ends_at), "purpose": "试播", "people": 3, **values}


def booking(venue: Venue | None = None, who=None, **values) -> Booking:
    """Return what a member of a settled firm has asked for."""
    user, enterprise = who or settled_member()
    contact = {"name": values.pop("name", "王一"), "phone": values.pop("phone", "13800138001")}
    return book(venue or VenueFactory(), user, enterprise=enterprise, **contact, **wanted(**values))


def venue_keeper(role=roles.CLERK):
    """Return a member of staff with a role that keeps the plan of venues."""
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=role.name))
    return user


def venue_samples(records: dict) -> dict:
    """Return values for the addresses of venues; the booking belongs to none of the roles of the table.

    Args:
        records: one record of each kind by model name.
    """
    venue = records["venue"]
    made = booking(venue)
    return {"venues:book.slug": venue.slug, "venues:cancel.pk": made.pk, "venue_booking.pk": made.pk, "venue_reserve.pk": venue.pk}
