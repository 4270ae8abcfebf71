"""Words for catalogues: who may see what, and what a list row needs."""

from portal.core.querysets import EditorialQuerySet


class ServiceQuerySet(EditorialQuerySet):
    """Free and value-added services."""

    card_joins = ("service_class",)


class ExpertQuerySet(EditorialQuerySet):
    """Experts of the pool."""


class KeptByMembers(EditorialQuerySet):
    """Entries that people keep for the provider or station they act for; ``members`` is the path from an entry to their memberships."""

    members = "memberships"

    def owned_by(self, user):
        """Return the entries that a person keeps."""
        return self.filter(**{f"{self.members}__user": user, f"{self.members}__left_at": None}) if user.is_authenticated else self.none()


class ProviderQuerySet(KeptByMembers):
    """Providers of the directory."""

    def visible(self):
        """Return providers that are approved for reading and listed (R-CAT-4)."""
        return super().visible().filter(state="listed")

    def for_cards(self):
        """Return with what a list row shows."""
        return self.select_related("town").prefetch_related("offers")


class StationQuerySet(KeptByMembers):
    """Contact points and stations."""

    members = "keepers"
    card_joins = ("town",)

    def visible(self):
        """Return stations that still exist."""
        return super().visible().exclude(state="closed")
