"""The bytes of a kept file go when its row does, whichever way that goes."""

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from portal.my.models import KeptFile


@receiver(post_delete, sender=KeptFile)
def delete_bytes(instance: KeptFile, **kwargs) -> None:
    """Delete the file once the row is gone for good."""
    storage, name = instance.file.storage, instance.file.name or ""
    transaction.on_commit(lambda: storage.delete(name))
