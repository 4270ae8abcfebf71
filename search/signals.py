"""Entries follow the things they stand for, in the same transaction."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move, published, unpublished

from portal.core.lifecycle import record_changed
from search import writing
from search.documents.base import source_of, sources


def connect() -> None:
    """Listen to every registered model and to the tree of pages; called when the app is ready."""
    for source in sources():
        post_save.connect(_saved, sender=source.model, dispatch_uid=f"search.save.{source.model._meta.label}")
        post_delete.connect(_deleted, sender=source.model, dispatch_uid=f"search.delete.{source.model._meta.label}")
    record_changed.connect(_changed, dispatch_uid="search.record_changed")
    published.connect(_published, dispatch_uid="search.published")
    unpublished.connect(_published, dispatch_uid="search.unpublished")
    post_page_move.connect(_moved, dispatch_uid="search.moved")
    for signal in (post_save, post_delete):
        signal.connect(_restricted, sender=PageViewRestriction, dispatch_uid="search.restricted")


def _saved(sender, instance, raw=False, update_fields=None, **_kwargs) -> None:
    if not raw:
        # Who saves some fields may hold an old state of the others.
        writing.write(instance if update_fields is None else sender._base_manager.get(pk=instance.pk))


def _changed(sender, instance, move=None, **_kwargs) -> None:
    # A move has been saved and so heard already.
    if move is None:
        writing.write(sender._base_manager.get(pk=instance.pk))


def _deleted(instance, **_kwargs) -> None:
    writing.remove(type(instance), instance.pk)


def _published(instance, **_kwargs) -> None:
    if isinstance(instance, Page) and writing.stands_above_old_addresses(instance):
        writing.write_tree(instance)
    elif source_of(type(instance)):
        writing.write(instance)


def _moved(instance, **_kwargs) -> None:
    writing.write_tree(instance)


def _restricted(instance, **_kwargs) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        writing.write_tree(page)
