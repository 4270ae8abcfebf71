"""Words for catalogues: who may see what, and what a list row needs."""

from portal.core.querysets import EditorialQuerySet


class ServiceQuerySet(EditorialQuerySet):
    """Free and value-added services."""

    card_joins = ("service_class",)


class ProviderQuerySet(EditorialQuerySet):
    """Providers of the directory."""

    def visible(self):
        """Return providers that are approved for reading and listed (R-CAT-4)."""
        return super().visible().filter(state="listed")

    def for_cards(self):
        """Return with what a list row shows."""
        return self.select_related("town").prefetch_related("offers")


class StationQuerySet(EditorialQuerySet):
    """Contact points and stations."""

    card_joins = ("town",)

    def visible(self):
        """Return stations that still exist."""
        return super().visible().exclude(state="closed")
