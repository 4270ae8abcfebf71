"""Words for courses and sessions."""

from django.db.models import Prefetch
from django.utils import timezone

from portal.core.ownership import OwnedByOrganisation
from portal.core.querysets import EditorialQuerySet
from portal.enrolment.querysets import OfferQuerySet


class CourseQuerySet(OwnedByOrganisation, EditorialQuerySet):  # type: ignore[override]
    """Courses, kept by staff or by the body that holds them."""

    organisation = "provider"
    card_joins = ("provider",)

    def for_cards(self):
        """Return with the sessions that a list row shows, as ``coming``."""
        sessions = self.model._meta.get_field("sessions").related_model.objects.coming().for_cards()
        return super().for_cards().prefetch_related(Prefetch("sessions", queryset=sessions, to_attr="coming"))


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
