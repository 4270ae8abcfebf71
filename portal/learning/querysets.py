"""Words for lessons, progress and materials."""

from django.db.models import Prefetch

from portal.core.ownership import OwnedByPerson
from portal.core.querysets import EditorialQuerySet


class LessonQuerySet(EditorialQuerySet):
    """Lessons of courses."""

    card_joins = ("course",)

    def visible(self):
        """Return reviewed lessons of courses that the public may see."""
        return super().visible().filter(course__live=True)

    def in_order(self):
        """Return them as they are taught."""
        return self.order_by("course", "number", "pk")

    def with_progress(self, user):
        """Return with how far a person has come, which ``Lesson.progress`` reads; nobody has come anywhere who has not signed in."""
        progress = self.model._meta.get_field("progresses").related_model.objects
        return self.prefetch_related(Prefetch("progresses", queryset=progress.owned_by(user), to_attr="own")) if user else self


class ProgressQuerySet(OwnedByPerson):
    """How far people have come."""


class MaterialQuerySet(EditorialQuerySet):
    """Teaching materials."""

    card_joins = ("document", "course")
