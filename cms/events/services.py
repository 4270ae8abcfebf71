"""What an event's page says of its places, kept where people take them; reminders and places that were offered."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.events.models import Enrolment, EventOffer, EventPage
from portal.enrolment import attendance, services


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


def expire_offers() -> None:
    """Take offered places back that nobody has taken in time; the scheduler calls it."""
    services.expire_offers(Enrolment)


def remind() -> None:
    """Tell everybody with a place once that their event begins within ``ENROLMENT_REMINDER_DAYS``; the scheduler calls it."""
    today = timezone.localdate()
    last = today + timedelta(days=settings.ENROLMENT_REMINDER_DAYS)
    soon = Enrolment.objects.filter(
        offer__event__live=True, offer__event__starts_at__date__gt=today, offer__event__starts_at__date__lte=last
    )
    attendance.remind(soon, "events/reminder")
