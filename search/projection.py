"""What is known of the projection: how far behind it is, since when it fails and why, and who is building it anew."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

# A rebuild gives a sign of life with every bulk; without one for so long it has died, and another may begin.
_REBUILD_DEAD = timedelta(minutes=3)


class Projection(models.Model):
    """One row per projection. Written by whoever sends, read by ``/readyz`` and the staff's dashboard."""

    ELASTICSEARCH = "elasticsearch"

    name = models.CharField(max_length=32, primary_key=True)
    succeeded_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)
    rebuild_beat_at = models.DateTimeField(null=True)
    # The index was filled with every entry as it was at this moment: to note that in a million rows would take longer than the filling.
    complete_until = models.DateTimeField(null=True)

    def __str__(self):
        return self.name

    @classmethod
    def current(cls) -> "Projection":
        """Return the row, made at the first call."""
        return cls.objects.get_or_create(name=cls.ELASTICSEARCH)[0]

    @classmethod
    def note_success(cls) -> None:
        """Note that the index is there and took what was sent."""
        cls.current()
        cls.objects.filter(name=cls.ELASTICSEARCH).update(succeeded_at=timezone.now(), failing_since=None, error="")

    @classmethod
    def note_failure(cls, error: Exception) -> None:
        """Note why sending failed, and since when it has."""
        row = cls.current()
        row.failing_since, row.error = row.failing_since or timezone.now(), str(error)[:200]
        row.save(update_fields=["failing_since", "error"])

    @classmethod
    def begin_rebuild(cls) -> bool:
        """Take the right to rebuild, which one process has at a time; return whether it was free."""
        cls.current()
        free = Q(rebuild_beat_at=None) | Q(rebuild_beat_at__lt=timezone.now() - _REBUILD_DEAD)
        return cls.objects.filter(free, name=cls.ELASTICSEARCH).update(rebuild_beat_at=timezone.now()) == 1

    @classmethod
    def beat_rebuild(cls) -> None:
        """Give a sign of life of the rebuild."""
        cls.objects.filter(name=cls.ELASTICSEARCH).update(rebuild_beat_at=timezone.now())

    @classmethod
    def note_complete(cls, until: datetime) -> None:
        """Note that the index has every entry's last change before a moment."""
        cls.objects.filter(name=cls.ELASTICSEARCH).update(complete_until=until)

    @classmethod
    def end_rebuild(cls) -> None:
        """Give the right to rebuild back."""
        cls.objects.filter(name=cls.ELASTICSEARCH).update(rebuild_beat_at=None)
