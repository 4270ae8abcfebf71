"""Comparing everything with everything: pages and records with their entries, entries with the index; what differs is repaired."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from search import writing as entries_of
from search.documents.base import sources
from search.engines.base import EngineUnavailable
from search.models import SearchEntry

logger = logging.getLogger("portal.search")

_PAGE = 2000


@dataclass
class Report:
    """How many were compared and how many were wrong, by what was wrong."""

    compared: int = 0
    missing: int = 0
    outdated: int = 0
    superfluous: int = 0

    @property
    def repaired(self) -> int:
        """All that were wrong."""
        return self.missing + self.outdated + self.superfluous


def reconcile_entries(progress: Callable[[str], None] = lambda model: None) -> Report:
    """Bring entries up to date with the pages and records that the public sees now; each thing in a transaction of its own.

    Args:
        progress: called with the name of each model before it is compared.
    """
    report = Report()
    known = {entries_of.LISTS, *(source.model._meta.label_lower for source in sources())}
    entries_of.write_lists()
    for source in sources():
        label = source.model._meta.label_lower
        progress(label)
        before = dict(SearchEntry.objects.filter(model=label).values_list("object_id", "live"))
        seen = set()
        for thing in source.rows().iterator(chunk_size=200):
            seen.add(str(thing.pk))
            report.compared += 1
            if entries_of.write(thing):
                report.outdated += before.get(str(thing.pk), False)
                report.missing += not before.get(str(thing.pk), False)
        for object_id in (key for key, live in before.items() if live and key not in seen):
            report.superfluous += entries_of.remove(source.model, object_id) is not None
    report.superfluous += _remove_unregistered(known)
    return report


def reconcile_daily() -> None:
    """Repair what no save of the thing itself has told of: the new name of an enterprise in its products, rows changed by hand.

    Without an answer or an index there is nothing to compare entries with: the sender makes a missing index from all of them.
    """
    reports = [reconcile_entries()]
    if settings.ELASTICSEARCH["url"]:
        try:
            reports.append(reconcile_index())
        except EngineUnavailable as error:
            logger.warning("search entries were not compared with the index: %s", error)
    if any(report.repaired for report in reports):
        logger.warning("search entries and index were repaired: %s", reports)


def _remove_unregistered(known: set[str]) -> int:
    """Take out entries of models that are findable no more."""
    rows = list(SearchEntry.objects.visible().exclude(model__in=known))
    with transaction.atomic():
        for entry in rows:
            entry.delete()
    return len(rows)


def reconcile_index(progress: Callable[[int], None] = lambda compared: None) -> Report:
    """Compare every entry's version with the index's, send what is missing or differs, take out what no entry stands for.

    Args:
        progress: called with the number of entries compared so far.

    Raises:
        EngineUnavailable: the server does not answer, or there is no index.
    """
    from search.engines.elasticsearch.server import refresh

    refresh()
    report, last = Report(), 0
    while True:
        rows = list(SearchEntry.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "version", "live")[:_PAGE])
        _repair(rows, last, rows[-1][0] if len(rows) == _PAGE else None, report)
        if len(rows) < _PAGE:
            return report
        last = rows[-1][0]
        progress(report.compared)


def _repair(rows: list[tuple[int, int, bool]], after: int, upto: int | None, report: Report) -> None:
    """Compare the entries of a range of keys with the index's and repair what differs."""
    from search.engines.elasticsearch import server, writing

    indexed = server.versions(after, upto)
    missing = [pk for pk, _version, live in rows if live and pk not in indexed]
    behind = [pk for pk, version, _live in rows if indexed.get(pk, version) < version]
    ahead = [pk for pk, version, _live in rows if indexed.get(pk, version) > version]
    # An index that outlived a restore of the database knows later versions, also of what it has forgotten: newer ones are given.
    SearchEntry.objects.filter(pk__in=[*missing, *ahead]).update(version=time.time_ns() // 1000, changed_at=timezone.now())
    wrong = [*missing, *behind, *ahead]
    for start in range(0, len(wrong), 500):
        writing.send(list(SearchEntry.objects.filter(pk__in=wrong[start : start + 500])))
    writing.forget(superfluous := sorted(indexed.keys() - {pk for pk, _version, _live in rows}))
    report.compared += len(rows)
    report.missing += len(missing)
    report.outdated += len(behind) + len(ahead)
    report.superfluous += len(superfluous)
