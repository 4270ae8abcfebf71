"""A version under review against the one before: every field that the public will see, of whatever kind the thing is.

What is compared follows from the model: all that people may edit in it and in the rows that belong to it. A registration names what the
public never sees (``unseen``), and that is all a kind has to declare.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.models import TaskState

from portal.media.models import CustomImage
from portal.media.renditions import prefetch
from portal.moderation.models.records import Decision
from portal.moderation.registry import registration_of

# Columns by which Wagtail keeps its tree and its history.
_MACHINERY = frozenset({"content_type", "depth", "first_published_at", "numchild", "owner", "path", "show_in_menus"})
# What a page says to browsers and search machines, and when: below what it says to readers.
_LAST = ("slug", "seo_title", "search_description", "go_live_at", "expire_at")


@dataclass(frozen=True)
class Versions:
    """What is compared with what; ``before`` is missing where nobody has seen an earlier version, and ``title`` says which it is."""

    before: models.Model | None
    after: models.Model
    title: str


def versions(thing, state: TaskState) -> Versions:
    """Return the version of a step and the one before: what is public now, or what a person has decided about before.

    Args:
        thing: the page or record as the database has it.
        state: the step.
    """
    after = state.revision.as_object()
    if thing.live:
        return Versions(thing, after, _("与现在公开的内容相比"))
    decided = Decision.objects.about(thing).filter(by__isnull=False, revision__isnull=False).exclude(revision=state.revision)
    last = decided.select_related("revision").first()
    if last is not None:
        return Versions(last.revision.as_object(), after, _("与上次审核的内容相比"))
    return Versions(None, after, _("还没有公开过的新内容"))


def compare(found: Versions) -> list:
    """Return Wagtail's comparison of each field and each group of rows in which one of the versions says something."""
    after, before = found.after, found.before or found.after
    both = [after] if before is after else [before, after]
    _fetch(both)
    made = [panel.get_bound_panel().get_comparison() for panel in _panels(type(after))]
    comparisons = [comparison(before, after) for several in made for comparison in several]
    return [comparison for comparison in comparisons if _says_something(comparison)]


def shown_fields(model: type[models.Model]) -> list[models.Field]:
    """Return the fields of a model that are compared, in order."""
    left_out = _MACHINERY | registration_of(model).unseen
    fields = [field for field in [*model._meta.concrete_fields, *model._meta.many_to_many] if field.editable]
    found = {field.name: field for field in fields if not (field.auto_created or field.primary_key or field.name in left_out)}
    return [*(field for name, field in found.items() if name not in _LAST), *(found[name] for name in _LAST if name in found)]


def shown_relations(model: type[models.Model]) -> list:
    """Return the groups of rows that belong to a model and are compared."""
    return [relation for relation in get_all_child_relations(model) if not relation.related_model._meta.app_label.startswith("wagtail")]


def _panels(model: type[models.Model]) -> Iterator[Panel]:
    for field in shown_fields(model):
        yield FieldPanel(field.name).bind_to_model(model)
    for relation in shown_relations(model):
        label = relation.related_model._meta.verbose_name
        yield InlinePanel(relation.get_accessor_name(), heading=label).bind_to_model(model)


def _fetch(things: list) -> None:
    """Read what both versions lead to, in a number of statements that does not grow with their rows."""
    _follow(things)
    for relation in shown_relations(type(things[0])):
        # The list that the version keeps: the rows are compared as they are fetched here.
        _follow([row for thing in things for row in getattr(thing, relation.get_accessor_name()).get_object_list()])


def _follow(rows: list[Any]) -> None:
    if not rows:
        return
    keys = [field for field in rows[0]._meta.concrete_fields if isinstance(field, models.ForeignKey) and field.editable]
    prefetch_related_objects(rows, *(field.name for field in keys if field.name not in _MACHINERY))
    pictures = [field.name for field in keys if issubclass(field.related_model, CustomImage)]
    prefetch([getattr(row, name) for row in rows for name in pictures])


def _says_something(comparison) -> bool:
    if comparison.is_child_relation:
        return bool(comparison.val_a.all() or comparison.val_b.all())
    return comparison.has_changed() or comparison.val_b not in (None, "", [])
