"""Who books venues, and who keeps the plan of them."""

from portal.enterprises.models import Enterprise
from portal.enterprises.policies import verified_enterprises

MAY_SEE, MAY_DECIDE = "venues.view_booking", "venues.change_booking"


def settled_enterprises(user) -> list[Enterprise]:
    """Return the firms settled in the centre for which a person may book: those whose verification stands (R-SET-13)."""
    return [enterprise for enterprise in verified_enterprises(user) if enterprise.settled]
