"""Marks the addresses that showed something when it leaves the site: its own, those above it, those it refers to or is referred to from.

Whatever is published is asked the same: is it visible to the public still? A record by its section's ``visible()``, a page by being live
and not restricted. What has never been public leaves no mark. See :mod:`portal.core.withdrawn`.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import post_save, pre_delete
from wagtail.images.models import AbstractImage
from wagtail.models import DraftStateMixin, Page, PageViewRestriction, ReferenceIndex
from wagtail.signals import unpublished

from portal.core import withdrawn
from portal.core.lifecycle import record_changed

# Pages that name things of all kinds.
_EVERYWHERE = ("/", "/sitemap/")


def addresses_of(thing: Model) -> set[str]:
    """Return the paths on which something stands: its own page and pictures, the lists above, and what it is connected with."""
    found = {*_EVERYWHERE, *_own(thing)}
    for other in _connected(thing):
        found.update(_own(other))
    return found


def is_visible(thing: Model) -> bool:
    """Return whether the public may see something now."""
    if isinstance(thing, Page):
        return Page.objects.live().public().filter(pk=thing.pk).exists()
    words = type(thing)._default_manager
    return (words.visible() if hasattr(words, "visible") else words.filter(live=True)).filter(pk=thing.pk).exists()


def withdraw(thing: Model) -> None:
    """Mark all addresses of something that leaves the site."""
    withdrawn.mark(addresses_of(thing))


def connect() -> None:
    """Listen to whatever can take something off the site; called when the app is ready."""
    post_save.connect(_saved, dispatch_uid="portal.web.withdrawal.saved")
    unpublished.connect(_saved, dispatch_uid="portal.web.withdrawal.unpublished")
    record_changed.connect(_saved, dispatch_uid="portal.web.withdrawal.record_changed")
    pre_delete.connect(_deleted, dispatch_uid="portal.web.withdrawal.deleted")
    post_save.connect(_restricted, sender=PageViewRestriction, dispatch_uid="portal.web.withdrawal.restricted")


def _has_page(model: type[Model] | None) -> bool:
    return model is not None and issubclass(model, DraftStateMixin) and hasattr(model, "get_absolute_url")


def _was_public(thing) -> bool:
    return _has_page(type(thing)) and (thing.live or thing.first_published_at is not None)


def _saved(instance, raw=False, **_signal) -> None:
    if not raw and _was_public(instance) and not is_visible(instance):
        withdraw(instance)


def _deleted(instance, **_signal) -> None:
    if _was_public(instance):
        withdraw(instance)


def _restricted(instance, **_signal) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    for below in Page.objects.descendant_of(page, inclusive=True).live().specific() if page else ():
        withdraw(below)


def _own(thing: Model) -> Iterator[str]:
    """Return the path of something with those above it; the files of a picture."""
    if isinstance(thing, AbstractImage):
        yield thing.file.url
        yield from (rendition.file.url for rendition in thing.renditions.all())
    elif hasattr(thing, "get_absolute_url"):
        path = urlsplit(thing.get_absolute_url()).path
        yield path
        yield from (f"{str(above).rstrip('/')}/" for above in PurePosixPath(path).parents)


def _connected(thing: Model) -> Iterator[Model]:
    """Return what something refers to, and what refers to it: by a key of its own, or as Wagtail's index knows of texts and blocks."""
    for field in thing._meta.fields:
        if field.many_to_one and getattr(thing, field.attname) is not None and _has_page(field.related_model):
            yield getattr(thing, field.name)
    for relation in thing._meta.related_objects:
        if relation.one_to_many and _has_page(relation.related_model):
            yield from relation.related_model._base_manager.filter(**{relation.field.name: thing.pk})
    content_type = ContentType.objects.get_for_model(thing, for_concrete_model=False)
    pages = ContentType.objects.get_for_model(Page)
    base = pages if isinstance(thing, Page) else content_type
    to = ReferenceIndex.objects.filter(base_content_type=base, object_id=thing.pk).values_list("to_content_type", "to_object_id")
    by = ReferenceIndex.objects.filter(to_content_type=base, to_object_id=thing.pk).values_list("base_content_type", "object_id")
    keys: dict[int, set[str]] = {}
    for kind, key in {*to, *by}:
        keys.setdefault(kind, set()).add(key)
    for kind, those in keys.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is None or not (issubclass(model, Page | AbstractImage) or hasattr(model, "get_absolute_url")):
            continue
        rows = model._base_manager.filter(pk__in=those) if kind != pages.pk else Page.objects.filter(pk__in=those).specific()
        yield from rows
