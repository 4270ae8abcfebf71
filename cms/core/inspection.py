"""Columns as the self-inspection and the menus see them: which show nothing, and which have had nothing new for too long (R-SUP-4)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Max, QuerySet
from django.utils import timezone
from wagtail.models import Page

from cms.core.around import public_path
from cms.core.indexes import IndexPage
from cms.core.page_indexes import ParentPath
from portal.inspection.models import Rule
from portal.inspection.registry import Seen
from portal.web.emptiness import PublicList


def index_types() -> dict[int, type[IndexPage]]:
    """Return the page types that list their children, by content type."""
    found = [model for model in apps.get_models() if issubclass(model, IndexPage)]
    return {kind.pk: model for model, kind in ContentType.objects.get_for_models(*found).items()}


def _columns(types) -> QuerySet:
    return Page.objects.live().filter(content_type__in=list(types)).order_by("path")


def column_lists() -> Iterator[PublicList]:
    """Yield every column with what stands in it, or in the columns below it."""
    types = index_types()
    columns = list(_columns(types).only("title", "path", "url_path"))
    items = Page.objects.live().exclude(content_type__in=list(types)).alias(parent_path=ParentPath("path"))
    for column in columns:
        below = [other.path for other in columns if other.path.startswith(column.path)]
        yield PublicList(public_path(column), column.title, items.filter(parent_path__in=below), column.pk)


def columns_not_updated(rule: Rule) -> Iterator[Seen]:
    """Yield each column with the local day of its newest item: those that the rule names, or those that no other such rule names.

    What is dated ahead of time is no update, and an empty column is for another rule.
    """
    types = index_types()
    newest = _newest_by_column(types)
    others = Rule.objects.filter(method=rule.method, active=True).exclude(pk=rule.pk)
    elsewhere = {slug for other in others for slug in other.lines}
    for column in _columns(types).only("title", "slug", "path", "content_type"):
        wanted = named(column, rule.lines) if rule.lines else not named(column, elsewhere)
        model = types[column.content_type_id]
        if wanted and (moment := newest.get((model.item_model, column.path))):
            yield Seen.of(model, column.pk, column.title, since=timezone.localdate(moment))


def named(column: Page, names) -> bool:
    """Return whether a column is among some names, by its title or the last part of its address."""
    return column.slug in names or column.title in names


def _newest_by_column(types: dict[int, type[IndexPage]]) -> dict[tuple[type[Page], str], datetime]:
    """Return when the newest item of each column was published, as the site says it: a statement for each type of item."""
    found = {}
    for item in dict.fromkeys(model.item_model for model in types.values()):
        has_time = any(field.name == "published_at" for field in item._meta.get_fields())
        said = F("published_at" if has_time else "last_published_at")
        rows: Any = item.objects.live().alias(said=said).filter(said__lte=timezone.now())
        rows = rows.annotate(column=ParentPath("path")).order_by().values_list("column").annotate(newest=Max("said"))
        found.update({(item, path): moment for path, moment in rows})
    return found
