"""Events that people sign up for, and those who do."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from cms.events.models import Enrolment, EventIndexPage, EventOffer, EventPage
from portal.accounts import roles
from portal.enrolment.services import take
from tests.factories.pages import body, section
from tests.factories.people import UserFactory
from tests.factories.publishing import with_revision


def event(slug: str = "salon", *, days: int = 7, **values) -> EventPage:
    """Return an event that is on the site, so many days from now, with two places; without ``apply_until`` nobody signs up for it."""
    starts = timezone.localtime().replace(hour=14, minute=30, second=0, microsecond=0) + timedelta(days=days)
    facts = {"kind": "salon", "starts_at": starts, "ends_at": starts + timedelta(hours=2), "place": "一楼洽谈区", "body": body()}
    facts |= {"capacity": 2, "apply_until": timezone.localdate(starts) - timedelta(days=1)}
    facts |= {"title": f"活动{slug}", "slug": slug, "summary": "大家一起谈。"}
    page = EventPage(**{**facts, **values})
    return with_revision(section(EventIndexPage, "events", "活动").add_child(instance=page))


def offer_of(page: EventPage) -> EventOffer:
    """Return the places of an event as the database has them."""
    return EventOffer.objects.get(pk=page.pk)


def takes_part(page: EventPage, number: int = 1, user=None) -> Enrolment:
    """Return the place, or place in the waiting list, that a person takes; the number tells people apart."""
    return take(offer_of(page), user or UserFactory(), name=f"李{number}", phone=f"1390013900{number}")


def held(page: EventPage, *, days_ago: int = 0) -> None:
    """Let an event have taken place so many days ago, at any hour of that day."""
    day = timezone.localtime() - timedelta(days=days_ago)
    starts, ends = day.replace(hour=0, minute=0), day.replace(hour=23, minute=59)
    EventPage.objects.filter(pk=page.pk).update(starts_at=starts, ends_at=ends)
    page.refresh_from_db()


def event_keeper():
    """Return a member of staff with the role that runs events."""
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=roles.OPERATOR.name))
    return user


def event_samples() -> dict:
    """Return values for the addresses of events; the place belongs to none of the roles of the table."""
    page = event("sample-of-addresses")
    place = takes_part(page)
    return {
        "events:enrol.slug": page.slug,
        "events:act-for.slug": page.slug,
        "events:check-in.slug": page.slug,
        "events:file.slug": page.slug,
        "events:cancel.pk": place.pk,
        "events:accept.pk": place.pk,
        **{f"events_{name}.pk": page.pk for name in ("participants", "register", "door_list", "sheet", "door")},
    }
