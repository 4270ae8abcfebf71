"""Words for courses and sessions."""

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, When
from django.utils import timezone

from portal.core.ownership import OwnedByOrganisation
from portal.core.querysets import EditorialQuerySet
from portal.enrolment.querysets import WAITING, OfferQuerySet
from portal.enrolment.querysets import EnrolmentQuerySet as PlacesQuerySet


class CourseQuerySet(OwnedByOrganisation, EditorialQuerySet):  # type: ignore[override]
    """Courses, kept by staff or by the body that holds them."""

    organisation = "provider"
    card_joins = ("provider",)

    def for_cards(self):
        """Return with the sessions that a list row shows, as ``coming``."""
        sessions = self.model._meta.get_field("sessions").related_model.objects.coming().for_cards()
        return super().for_cards().prefetch_related(Prefetch("sessions", queryset=sessions, to_attr="coming"))


class PlanQuerySet(EditorialQuerySet):
    """Yearly plans."""

    def for_cards(self):
        """Return with the lines that a list row sums up."""
        return self.prefetch_related("lines")


class SessionQuerySet(OfferQuerySet):
    """Sessions of courses."""

    def owned_by(self, user):
        """Return the sessions of the courses that a person's organisations hold."""
        courses = self.model._meta.get_field("course").related_model.objects.owned_by(user)
        return self.filter(course__in=courses)

    def visible(self):
        """Return reviewed sessions of courses that the public may see."""
        return super().visible().filter(course__live=True)

    def coming(self):
        """Return what the public may see of sessions whose last day has not passed, the next first."""
        return self.visible().filter(ends_on__gte=timezone.localdate()).order_by("starts_on", "pk")

    def past(self):
        """Return what the public may see of sessions that are over, the last first."""
        return self.visible().filter(ends_on__lt=timezone.localdate()).order_by("-starts_on", "-pk")

    def for_cards(self):
        """Return with what a list row shows."""
        return self.select_related("town", "course__provider").with_taken()


class EnrolmentQuerySet(PlacesQuerySet):
    """Places in sessions; members of settled enterprises stand before others in the waiting list (R-TRAIN-10)."""

    def came(self):
        """Return standing rows whose person has been there on at least one day."""
        attendances = self.model._meta.get_field("attendances").related_model.objects.filter(enrolment=OuterRef("pk"))
        return self.standing().filter(Exists(attendances))

    def named_for_good(self):
        """Return rows with a certificate: whoever checks its number reads whose it is."""
        return self.filter(certificate__isnull=False)

    def waiting(self):
        """Return the waiting list: who goes first, then who came first; places taken or offered are nobody else's."""
        return super().waiting().order_by("-priority", "pk")

    def with_position(self):
        """Return with the place in the waiting list, as the kit does, in the order of :meth:`waiting`."""
        earlier = Q(priority=OuterRef("priority"), pk__lte=OuterRef("pk"))
        ahead = self.model.objects.waiting().filter(earlier | Q(priority__gt=OuterRef("priority")), offer=OuterRef("offer")).order_by()
        counts = ahead.values("offer").annotate(number=Count("pk")).values("number")
        return self.annotate(position=Case(When(Q(state=WAITING), then=Subquery(counts)), default=None))

    def in_order(self):
        """Return who has a place first, then who was offered one, then the waiting list in its order."""
        first = Case(When(state=WAITING, priority=True, then=0), default=1)
        return self.select_related("town").order_by(F("state"), first, "taken_at", "pk")
