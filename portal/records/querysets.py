"""Words for service records."""

from datetime import date

from django.apps import apps
from django.db import models
from django.utils import timezone


class ServiceRecordQuerySet(models.QuerySet):
    """Records of services."""

    def between(self, start: date, end: date):
        """Return what was done from one day to another, both of them included."""
        return self.filter(served_on__range=(start, end))

    def visits(self):
        """Return the visits (下沉, R-STN-3)."""
        return self.filter(channel="visit")

    def with_old_contacts(self, before: date):
        """Return records older than a day whose names and phones have not been emptied."""
        return self.filter(served_on__lt=before, forgotten_at=None)

    def forget(self) -> int:
        """Empty phones, the names of persons and the link to their account, and delete persons' files; the records themselves stay.

        Who has asked by a request is a person also where a firm is served.

        Returns:
            how many records there were.
        """
        now, persons = timezone.now(), models.Q(client_kind__in=("household", "other"), enterprise=None)
        named = persons | ~models.Q(request_number="")
        apps.get_model("records", "Attachment")._default_manager.filter(record__in=self.filter(persons)).delete()
        others = self.exclude(named).update(client_phone="", client=None, forgotten_at=now)
        return others + self.filter(named).update(client_name="", client_phone="", client=None, forgotten_at=now)


class StationVisitQuerySet(models.QuerySet):
    """Planned visits to stations."""

    def done(self):
        """Return those of which there is a record."""
        return self.exclude(record=None)

    def overdue(self):
        """Return those whose day has passed without a record."""
        return self.filter(record=None, planned_on__lt=timezone.localdate())

    def to_come(self):
        """Return those whose day has not passed."""
        return self.filter(record=None, planned_on__gte=timezone.localdate())
