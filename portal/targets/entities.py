"""Which new online entities count (R-TGT-3): each once, from the day it began, if something proves it."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.targets.counters import Entry
from portal.targets.models import OnlineEntity


def entity_entries(start: date, end: date) -> Iterator[Entry]:
    """Yield the entities that began from one day to another."""
    for row in OnlineEntity.objects.filter(started_on__range=(start, end)).order_by("started_on", "pk"):
        reason = _("有佐证") if row.proof else _("没有执照日期，也没有店铺网址")
        url, facets = reverse("online_entities:edit", args=[row.pk]), {_("方式"): str(row.get_method_display())}
        yield Entry(row.started_on, row.name, bool(row.proof), reason, url, facets, row.proof)
