"""What an event's page says of its places, kept where people take them; reminders and places that were offered."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.events.choices import EventKind
from cms.events.models import Enrolment, EventOffer, EventPage, SalonAlert
from cms.events.months import beside, public_events, starts
from portal.accounts.models import User
from portal.accounts.notifications import notice
from portal.accounts.roles import MEMBERSHIP, OPERATOR
from portal.enrolment import attendance, services
from portal.membership.salons import Salon

# As many as other rooms show.
MOST_SALONS = 5


@transaction.atomic
def keep_offer(event: EventPage) -> None:
    """Let the places of an event be those of its page; a raised number goes to those who wait, a page that says none takes no more people.

    Args:
        event: the page as the public sees it.
    """
    found = EventOffer.objects.select_for_update(of=("self",)).filter(pk=event.pk).first()
    if event.apply_until and event.capacity:
        said = {"quota": event.capacity, "apply_until": event.apply_until}
        offer, _created = EventOffer.objects.update_or_create(event=event, defaults=said)
        services.move_up(offer)
    elif found is not None:
        found.apply_until = min(found.apply_until, timezone.localdate() - timedelta(days=1))
        found.save(update_fields=["apply_until"])


def offers_of(event: EventPage) -> QuerySet[EventOffer]:
    """Return the places of an event, if it has any."""
    return EventOffer.objects.filter(pk=event.pk).select_related("event")


def expire_offers() -> None:
    """Take offered places back that nobody has taken in time; the scheduler calls it."""
    services.expire_offers(Enrolment)


def forget_contacts() -> None:
    """Empty names and phones that have been kept long enough; the scheduler calls it."""
    services.forget_contacts(Enrolment, "offer__event__ends_at__date")


def remind() -> None:
    """Tell everybody with a place once that their event begins within ``ENROLMENT_REMINDER_DAYS``; the scheduler calls it."""
    today = timezone.localdate()
    last = today + timedelta(days=settings.ENROLMENT_REMINDER_DAYS)
    visible = EventOffer.objects.visible()
    soon = Enrolment.objects.filter(offer__in=visible.filter(event__starts_at__date__gt=today, event__starts_at__date__lte=last))
    attendance.remind(soon, lambda enrolment: services.tell(enrolment, "events/reminder"))


def next_salons() -> list[Salon]:
    """Return the salons to come that everybody may see, the first one first; membership shows them (R-MEM-8)."""
    rows = public_events().filter(kind=EventKind.SALON, starts_at__gt=timezone.now()).defer("body", "photos")
    return [Salon(page.title, page.get_url(), page.starts_at, page.place) for page in rows[:MOST_SALONS]]


@transaction.atomic
def alert_of_salon() -> None:
    """Tell whoever runs events or manages members once a month if no salon of this month is on the site; the scheduler calls it.

    Source: R-ACT-2, R-MEM-8.
    """
    first = timezone.localdate().replace(day=1)
    salons = public_events().filter(kind=EventKind.SALON, starts_at__gte=starts(first), starts_at__lt=starts(beside(first, 1)))
    if salons.exists():
        return
    alert, created = SalonAlert.objects.get_or_create(month=first)
    told = User.objects.filter(is_active=True, groups__name__in=(OPERATOR.name, MEMBERSHIP.name)).distinct().order_by("pk")
    for member in told if created else ():
        notice(member, "events/no_salon", alert)
