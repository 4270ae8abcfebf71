"""How far the projection is behind: what it has not confirmed, and for how long."""

from datetime import UTC, datetime, timedelta

from django.db.models import F, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from search.models import SearchEntry
from search.projection import Projection

_EVER = datetime(1970, 1, 1, tzinfo=UTC)


def unsent():
    """Return the entries whose last change the projection has not confirmed, oldest change first."""
    complete = Projection.objects.filter(name=Projection.ELASTICSEARCH).values("complete_until")
    rows = SearchEntry.objects.filter(~Q(sent_version=F("version")), changed_at__gte=Coalesce(Subquery(complete), Value(_EVER)))
    return rows.order_by("changed_at", "pk")


def lag() -> timedelta:
    """Return for how long the oldest unsent change has been waiting."""
    oldest = unsent().values_list("changed_at", flat=True).first()
    return max(timezone.now() - oldest, timedelta(0)) if oldest else timedelta(0)
