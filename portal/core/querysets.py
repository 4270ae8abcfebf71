"""Words for what may be seen, shared by views, feeds, sitemap and search."""

from django.db import models


class EditorialQuerySet(models.QuerySet):
    """Records with Wagtail's draft state."""

    def visible(self):
        """Return what the public may see."""
        return self.filter(live=True)

    def for_cards(self):
        """Return with what a list row shows; a domain adds its joins."""
        return self.all()
