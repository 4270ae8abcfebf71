"""Crowds that want the same at once, from many connections; run as a program on a portal as set up, prints what came of it as JSON."""

import json
import random
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from itertools import pairwise

# How often a crowd tries, and from how many connections; how often it votes says who calls.
TRIES, VOTES, CONNECTIONS = 1000, 10_000, 8
# What may become of one try; anything else shows itself.
EXPECTED = {"done", "taken", "many"}


def crowd(tries: list[Callable[[], object]]) -> dict[str, int]:
    """Do things from many connections; return how often each outcome came: ``done``, or the code of the refusal."""
    from django.core.exceptions import ValidationError
    from django.db import connection

    def share(number: int) -> Counter:
        found: Counter = Counter()
        for deed in tries[number::CONNECTIONS]:
            try:
                deed()
                found["done"] += 1
            except ValidationError as error:
                found[str(error.code)] += 1
        connection.close()
        return found

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return dict(sum(pool.map(share, range(CONNECTIONS)), Counter()))


def bookings() -> dict:
    """Members of many firms and staff want one of two venues on one of two days, for hours that mostly overlap."""
    from portal.venues.models import Booking
    from portal.venues.services import book, reserve
    from tests.factories.people import UserFactory
    from tests.factories.venues import VenueFactory, settled_member, wanted

    venues = [VenueFactory(opens_at=time(0), closes_at=time(23)) for _venue in range(2)]
    members, staff, chance = [settled_member() for _firm in range(10)], UserFactory(is_superuser=True), random.Random(1)  # noqa: S311

    def want() -> Callable[[], object]:
        venue, (user, firm) = chance.choice(venues), chance.choice(members)
        begin = chance.randrange(20)
        what = wanted(begin, begin + chance.randint(1, 3), in_days=chance.randint(1, 2))
        if chance.random() < 0.9:
            return lambda: reserve(venue, staff, **what)
        return lambda: book(venue, user, enterprise=firm, name="王一", phone="13800138001", **what)

    outcomes = crowd([want() for _try in range(TRIES)])
    rows = list(Booking.objects.holding().order_by("venue", "day", "starts_at"))
    pairs = [(one, other) for one, other in pairwise(rows) if (one.venue_id, one.day) == (other.venue_id, other.day)]
    firms = Counter(row.enterprise_id for row in rows if row.enterprise_id)
    return {
        "tries": sum(outcomes.values()),
        "unexpected": sorted(set(outcomes) - EXPECTED),
        "done": outcomes["done"],
        "kept": len(rows),
        "overlaps": sum(one.ends_at > other.starts_at for one, other in pairs),
        "most_of_a_firm": max(firms.values()),
    }


def votes(tries: int) -> dict:
    """A script tries to vote for one nomination with a few phones, over and over, behind one address."""
    from django.db.models import Count

    from portal.selections.models import Vote
    from portal.selections.services import vote
    from tests.factories.selections import NominationFactory, voter

    nomination, people = NominationFactory(), [voter() for _person in range(40)]
    outcomes = crowd([lambda person=person: vote(nomination, person, "10.0.0.1") for person in people * (tries // len(people))])
    most = Vote.objects.values("voter", "day").annotate(number=Count("pk")).order_by("-number").first()["number"]
    return {"outcomes": outcomes, "kept": Vote.objects.count(), "most_of_a_phone": most}


def main() -> None:
    """Let every crowd come and print what came of it by name."""
    import django

    django.setup()
    json.dump({"bookings": bookings(), "votes": votes(int(sys.argv[1]))}, sys.stdout)


if __name__ == "__main__":
    main()
