"""Texts of the last weeks, for what a change of the rules would have hit. The one part of the screening that reads the database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from wagtail.models import Revision

from portal.moderation.extraction import passages
from portal.moderation.registry import registration_of, specific

# More than a county writes in a quarter; keeps the preview within a few seconds.
MAX_TEXTS = 1000


@dataclass(frozen=True)
class RecentText:
    """One submission: what it is called, its kind of content, and its texts by field."""

    name: str
    kind: str
    texts: Mapping[str, str]


def recent_texts(days: int) -> Iterator[RecentText]:
    """Yield the latest version of everything that was written in the last ``days`` days, the newest first."""
    since = timezone.now() - timedelta(days=days)
    seen = set()
    revisions = Revision.objects.filter(created_at__gte=since).select_related("content_type").order_by("-created_at", "-pk")
    for revision in revisions.iterator(chunk_size=100):
        thing = (revision.content_type_id, revision.object_id)
        if thing in seen:
            continue
        seen.add(thing)
        try:
            obj = specific(revision.as_object())
            kind = registration_of(type(obj)).kind
        except (LookupError, AttributeError):
            continue
        yield RecentText(str(obj), kind, {passage.field: passage.text for passage in passages(obj)})
        if len(seen) >= MAX_TEXTS:
            return
