"""What follows when a picture is stored, and when something with pictures is published."""

from django.conf import settings
from django.db.models.signals import post_save
from wagtail.models import ReferenceIndex
from wagtail.signals import published

from portal.core.cache import shared_data_changed
from portal.media.models import CustomImage
from portal.media.tasks import make_renditions
from portal.ops.queueing import enqueue_with_record


def _make_renditions_later(instance, **_kwargs) -> None:
    if settings.RENDITIONS_AHEAD:
        enqueue_with_record(make_renditions, instance.pk)


def _show_files_now(instance, **_kwargs) -> None:
    """Write down what a published thing refers to: Wagtail leaves that to the worker, and its pictures must be there when it is."""
    ReferenceIndex.create_or_update_for_object(instance)
    shared_data_changed()


def connect() -> None:
    """Connect the handlers; called when the app is ready."""
    published.connect(_show_files_now, dispatch_uid="portal.media.show_files")
    post_save.connect(_make_renditions_later, sender=CustomImage, dispatch_uid="portal.media.make_renditions")
