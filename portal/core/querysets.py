"""Words for what may be seen, shared by views, feeds, sitemap and search."""

from django.db import models


class EditorialQuerySet(models.QuerySet):
    """Records with Wagtail's draft state."""

    def visible(self):
        """Return what the public may see."""
        return self.filter(live=True)
