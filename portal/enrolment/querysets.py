"""Words for offers of places and for those who take them."""

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from portal.core import clock, consents
from portal.core.ownership import OwnedByPerson
from portal.core.querysets import EditorialQuerySet

ENROLLED, OFFERED, WAITING = "enrolled", "offered", "waiting"


class OfferQuerySet(EditorialQuerySet):
    """Offers of places."""

    def taking_enrolments(self):
        """Return offers that nobody has closed and whose last day to apply has not passed, as ``Offer.takes_enrolments`` says of one."""
        clock.ends_today()
        return self.filter(closed_at=None, apply_until__gte=timezone.localdate())

    def with_taken(self):
        """Return with the number of places taken, so that a list asks once for all rows (``Offer.places_left`` reads it)."""
        places = self.model._meta.get_field("enrolments").related_model.objects.holding().filter(offer=OuterRef("pk"))
        counts = places.order_by().values("offer").annotate(number=Count("pk")).values("number")
        return self.annotate(taken=Coalesce(Subquery(counts), Value(0)))


class EnrolmentQuerySet(OwnedByPerson):
    """Places taken or waited for."""

    def standing(self):
        """Return what nobody has given back."""
        return self.filter(cancelled_at=None)

    def enrolled(self):
        """Return standing rows that hold a place."""
        return self.standing().filter(state=ENROLLED)

    def holding(self):
        """Return standing rows that keep a place from others: taken, or offered to the one who was next."""
        return self.standing().filter(state__in=(ENROLLED, OFFERED))

    def offered(self):
        """Return standing rows whose person has been offered a place and has not answered."""
        return self.standing().filter(state=OFFERED)

    def waiting(self):
        """Return standing rows of the waiting list, who came first first: rows are made under the offer's lock, so keys are the order."""
        return self.standing().filter(state=WAITING).order_by("pk")

    def named_for_good(self):
        """Return rows whose name stays when the contact is forgotten, because a paper that others check bears it; by default none."""
        return self.none()

    def consented(self):
        """Return rows whose person's consent to pass name and phone on stands."""
        return self.filter(consents.standing(self.model.purpose, self.model._meta.label_lower))

    def with_position(self):
        """Return with the place in the waiting list: 1 is next; ``None`` for who has a place."""
        ahead = self.model.objects.waiting().filter(offer=OuterRef("offer"), pk__lte=OuterRef("pk")).order_by()
        counts = ahead.values("offer").annotate(number=Count("pk")).values("number")
        return self.annotate(position=models.Case(models.When(Q(state=WAITING), then=Subquery(counts)), default=None))

    def in_order(self):
        """Return who has a place first, then who was offered one, then the waiting list."""
        return self.order_by(F("state"), "taken_at", "pk")
