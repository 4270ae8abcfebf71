"""What all records of the moderation share: the page or record they are about."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.audit import log_name
from portal.moderation.registry import specific


def type_of(obj) -> ContentType:
    """Return the content type under which the moderation keeps a thing: that of its own class, also for pages."""
    return ContentType.objects.get_for_model(type(specific(obj)), for_concrete_model=False)


class AboutQuerySet(models.QuerySet):
    """Rows about things."""

    def about(self, obj):
        """Return the rows about one page or record."""
        return self.filter(content_type=type_of(obj), object_id=str(obj.pk))


class AboutModel(models.Model):
    """Base of rows about a thing. They name it in words too and outlive it, because the decision must stay readable (R-MOD-4)."""

    content_type = models.ForeignKey(ContentType, verbose_name=_("类型"), on_delete=models.PROTECT, related_name="+")
    object_id = models.CharField(_("编号"), max_length=64)
    title = models.CharField(_("内容"), max_length=200)

    thing = GenericForeignKey("content_type", "object_id", for_concrete_model=False)
    objects = AboutQuerySet.as_manager()

    class Meta:
        abstract = True

    @staticmethod
    def naming(obj) -> dict:
        """Return the values of the common columns for a thing."""
        return {"content_type": type_of(obj), "object_id": str(obj.pk), "title": log_name(obj)[:200]}
