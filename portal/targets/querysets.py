"""Words for media coverage."""

from portal.core.querysets import EditorialQuerySet


class MediaReportQuerySet(EditorialQuerySet):
    """Reports of the media."""

    def without_copy(self):
        """Return reports on the site whose page nobody has been able to keep."""
        copies = self.model._meta.get_field("copies").related_model.objects
        return self.visible().exclude(link="").exclude(pk__in=copies.filter(kind="page").values("report"))
