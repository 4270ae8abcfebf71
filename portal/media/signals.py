"""What follows when a picture is stored."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_save

from portal.media.models import CustomImage
from portal.media.tasks import make_renditions


def _make_renditions_later(instance, **_kwargs) -> None:
    if settings.RENDITIONS_AHEAD:
        transaction.on_commit(partial(make_renditions.enqueue, instance.pk))


def connect() -> None:
    """Connect the handlers; called when the app is ready."""
    post_save.connect(_make_renditions_later, sender=CustomImage, dispatch_uid="portal.media.make_renditions")
