"""How much of the centre is let (入驻率, R-SET-12)."""

from dataclasses import dataclass

from django.db.models import Count, Q

from portal.settlement.models import Room


@dataclass(frozen=True)
class Occupancy:
    """Rooms that are let among those that can be; there is no rate without rooms."""

    taken: int
    rooms: int

    @property
    def percent(self) -> int | None:
        """The rate, rounded to a whole per cent."""
        return round(100 * self.taken / self.rooms) if self.rooms else None


def occupancy() -> Occupancy:
    """Return how many rooms are let today; rooms that are out of use do not count."""
    rows = Room.objects.with_occupancy().filter(state=Room.State.USABLE)
    return Occupancy(**rows.aggregate(taken=Count("pk", filter=Q(is_taken=True)), rooms=Count("pk")))
