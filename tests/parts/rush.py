"""Two hundred people come at once for thirty places; run as a program on a portal that is set up, prints who has one as JSON."""

import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

PEOPLE, PLACES = 200, 30
# Connections that ask at the same moment; PostgreSQL lets a hundred in.
AT_ONCE = 20


def come() -> dict:
    """Let everybody sign up; return how many have a place and the waiting list as its positions, in the order in which they came."""
    from django.contrib.auth.hashers import make_password
    from django.db import connection

    from portal.accounts.models import User
    from portal.enrolment.services import take
    from tests.factories.training import SessionFactory

    session, password = SessionFactory(quota=PLACES), make_password(None)
    users = User.objects.bulk_create(User(username=f"rush-{number}", password=password) for number in range(PEOPLE))
    barrier = threading.Barrier(AT_ONCE)

    def sign_up(part) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(60)
            for user in part:
                take(session, user, name="王一", phone="13800138001")
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(sign_up, [users[number::AT_ONCE] for number in range(AT_ONCE)]))
    rows = list(session.enrolments.standing().with_position().order_by("taken_at", "pk"))
    enrolled = [row.state == "enrolled" for row in rows]
    return {
        "first_have_places": enrolled == [True] * PLACES + [False] * (PEOPLE - PLACES),
        "waits": [row.position for row in rows[PLACES:]],
    }


def main() -> None:
    """Run it."""
    import django

    django.setup()
    json.dump(come(), sys.stdout)


if __name__ == "__main__":
    main()
