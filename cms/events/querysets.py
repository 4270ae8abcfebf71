"""Words for places at events."""

from portal.enrolment.querysets import OfferQuerySet


class EventOfferQuerySet(OfferQuerySet):
    """Places at events."""

    def visible(self):
        """Return the places at events that the public may see."""
        return self.filter(event__live=True)
