"""Words for what may be seen, shared by views, feeds, sitemap and search."""

from django.db import models


class EditorialQuerySet(models.QuerySet):
    """Records with Wagtail's draft state. ``card_joins`` names the relations that a list row shows."""

    card_joins: tuple[str, ...] = ()

    def visible(self):
        """Return what the public may see."""
        return self.filter(live=True)

    def for_cards(self):
        """Return with what a list row shows."""
        return self.select_related(*self.card_joins) if self.card_joins else self.all()
