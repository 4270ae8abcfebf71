"""What an approval leaves beside a live text: its revision, which is the newest one and the live one, and when it was published."""

import factory
from django.utils import timezone
from wagtail.models import Revision


def with_revision(thing):
    """Give a live page or record what every live one in production has, and return it; a draft is returned as it is.

    The rows are written as :meth:`wagtail.models.Revision.publish` leaves them, without a screening of the text.
    """
    if not thing.live or thing.live_revision_id:
        return thing
    thing.first_published_at = thing.first_published_at or timezone.now()
    thing.last_published_at = thing.last_published_at or thing.first_published_at
    row = {"base_content_type": thing.get_base_content_type(), "content": thing.serializable_data(), "object_str": str(thing)}
    revision = Revision.objects.create(content_object=thing, **row)
    thing.latest_revision = thing.live_revision = revision
    changed = {"first_published_at": thing.first_published_at, "last_published_at": thing.last_published_at}
    changed |= {"latest_revision": revision, "live_revision": revision}
    if hasattr(thing, "latest_revision_created_at"):
        thing.latest_revision_created_at = changed["latest_revision_created_at"] = revision.created_at
    type(thing)._base_manager.filter(pk=thing.pk).update(**changed)
    return thing


class PublishedMixin(factory.Factory):
    """For factories of what is published: the live ones have their revision, after all that belongs to them has been made."""

    class Meta:
        abstract = True

    @classmethod
    def _after_postgeneration(cls, instance, create, results=None):
        super()._after_postgeneration(instance, create, results)
        if create:
            with_revision(instance)
