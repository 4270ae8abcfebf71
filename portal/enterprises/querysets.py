"""Words for enterprises."""

from portal.core.querysets import EditorialQuerySet


class EnterpriseQuerySet(EditorialQuerySet):
    """Enterprises of the directory."""

    def for_cards(self):
        """Return with what a list row shows."""
        return self.select_related("town", "industry", "logo")
