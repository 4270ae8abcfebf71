"""What is done with records of services; requests of the public are recorded here as well."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.catalogues.models import Station
from portal.core import audit
from portal.core.access_log import log_view
from portal.records.models import Attachment, Channel, ServiceRecord
from portal.targets.counters import Entry
from portal.uploads.gate import CheckedFile


@transaction.atomic
def record_service(*, actor, request_number: str = "", **facts: Any) -> ServiceRecord:
    """Record a service; with a request's number, the same record again with what is known now (R-CAT-13, R-REC-1).

    Args:
        actor: who records it; ``None`` is the portal itself.
        request_number: the number of the request that the service has answered; one record each.
        facts: fields of :class:`portal.records.models.ServiceRecord`: ``client_kind``, ``client`` (the account of who asked),
            ``client_name``, ``enterprise``, ``station``, ``town``, ``service_class``, ``content``, ``staff``, ``provider``, ``expert``,
            ``channel``, ``minutes``, ``result``, ``fee``, ``satisfaction`` and so on.

    Raises:
        ValidationError: the facts break a rule of the record. What stood before is not checked again: who served may be gone since.
    """
    rows = ServiceRecord.objects.select_for_update(of=("self",))
    found = rows.filter(request_number=request_number).first() if request_number else None
    record = found or ServiceRecord(request_number=request_number, created_by=actor)
    for name, value in facts.items():
        setattr(record, name, value)
    _check(record, set(facts) if found else None)
    record.save()
    audit.record("records.changed" if found else "records.recorded", record, actor=actor, after={"class": record.service_class})
    return record


def _check(record: ServiceRecord, given: set[str] | None) -> None:
    """Check a record, or of one that stood before the fields that are given anew."""
    if given is None:
        record.full_clean()
        return
    try:
        record.full_clean(exclude={field.name for field in record._meta.fields} - given)
    except ValidationError as error:
        wrong = {name: errors for name, errors in error.error_dict.items() if name in given}
        if wrong:
            raise ValidationError(wrong) from error


def attach(record: ServiceRecord, file: CheckedFile) -> Attachment:
    """Keep a file that has passed the gate with a record."""
    return Attachment.keep(file.name or "", file.content_type, file.content, record=record)


def note_look(record: ServiceRecord, viewer) -> None:
    """Note that somebody is shown name and phone of a record's client."""
    if record.has_contact:
        log_view(viewer, record.client, "contact", record)


def forget_contacts() -> None:
    """Empty the names of persons and all phones of records older than ``RECORD_CONTACT_DAYS`` (PIPL art. 19)."""
    before = timezone.localdate() - timedelta(days=settings.RECORD_CONTACT_DAYS)
    ServiceRecord.objects.with_old_contacts(before).forget()


@dataclass(frozen=True)
class Coverage:
    """How far services reach the stations in a period (R-STN-2).

    Attributes:
        stations: the stations, each with ``times``, ``visits`` and ``last_served``; those that were reached least first.
        total: how many there are.
        reached: how many of them had at least one service or visit.
    """

    stations: QuerySet[Station]
    total: int
    reached: int

    @property
    def percent(self) -> float | None:
        """The share that was reached, in percent; of no stations there is none."""
        return round(100 * self.reached / self.total, 1) if self.total else None


def coverage(start: date, end: date, kind: str = "") -> Coverage:
    """Return how the stations that are not closed were served from one day to another, both included.

    Args:
        start: the first day.
        end: the last day.
        kind: a value of :class:`Station.Kind`; all kinds when empty.
    """
    stations = Station.objects.filter(live=True).exclude(state=Station.State.CLOSED)
    if kind:
        stations = stations.filter(kind=kind)
    served = Q(service_records__served_on__range=(start, end))
    rows = stations.select_related("town").annotate(
        times=Count("service_records", filter=served),
        visits=Count("service_records", filter=served & Q(service_records__channel=Channel.VISIT)),
        last_served=Max("service_records__served_on", filter=served),
    )
    reached = stations.filter(pk__in=ServiceRecord.objects.between(start, end).values("station")).count()
    return Coverage(rows.order_by("times", "town__order", "code"), stations.count(), reached)


def station_entries(start: date, end: date) -> Iterator[Entry]:
    """Yield the village stations (R-TGT-8): one counts from the day of its first service or visit between two days."""
    served = Q(service_records__served_on__range=(start, end))
    rows = coverage(start, end, Station.Kind.VILLAGE_STATION).stations.annotate(
        first_served=Min("service_records__served_on", filter=served)
    )
    for station in rows:
        reached, place = station.first_served is not None, {_("乡镇"): str(station.town or _("没有填写"))}
        reason = _("有 %(times)s 次服务或下沉") % {"times": station.times} if reached else _("期内没有服务记录")
        yield Entry(station.first_served or start, str(station), reached, reason, facets=place, proof=station.code)
