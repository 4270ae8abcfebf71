"""A sign of life of the background worker: one row that a task, run through the queue, writes again and again."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from portal.core.moments import second_text

# A beat is queued every 30 seconds; four may be late (a long import, a restart) before the worker counts as down.
LATEST = timedelta(minutes=2)


class Heartbeat(models.Model):
    """When a part last proved that it works. ``name`` is the part, ``beat_at`` the moment in the database's own clock of this process."""

    name = models.CharField(max_length=32, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self):
        return f"{self.name} {second_text(self.beat_at)}"

    @classmethod
    def beat(cls, name: str) -> None:
        """Write that the part called ``name`` is alive now."""
        cls.objects.update_or_create(name=name, defaults={"beat_at": timezone.now()})

    @classmethod
    def age(cls, name: str) -> timedelta | None:
        """Return how long ago ``name`` last gave a sign of life; None if it never did."""
        last = cls.objects.filter(name=name).values_list("beat_at", flat=True).first()
        return None if last is None else timezone.now() - last
