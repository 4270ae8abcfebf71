"""Processor time of what shows and watches cases, at three sizes; run by the subject ``cases``, prints the rows of its table as JSON."""

import json
import os
import statistics
from collections.abc import Callable
from datetime import timedelta

import django

FEW, MANY, OPEN, BUSY = 100, int(os.environ.get("BENCH_CASES", "100000")), 50, 1000
YEARS, CLERKS, BATCH = 3, 6, 2000


def main() -> None:
    """Measure a few, many, and many of which a thousand are open."""
    django.setup()
    from django.conf import settings

    from portal.accounts.models import User
    from portal.cases.handlers import watched_kinds
    from portal.places.models import Town
    from tests.factories.people import UserFactory, person

    # The database may be one that was measured before.
    UserFactory.reset_sequence(User.objects.count())
    settings.PAGE_MEMORY_BYTES, settings.ALLOWED_HOSTS = 0, ["*"]
    settings.ACCESS_LIMITS = {**settings.ACCESS_LIMITS, "case_lookup": (10_000, 3600)}
    Town.objects.get_or_create(code="421222100", defaults={"name": "隽水镇"})
    clerks = [person("director") for _clerk in range(CLERKS)]
    found: dict[str, list[float]] = {}
    for number, still_open in ((FEW, OPEN), (MANY, OPEN), (MANY, BUSY)):
        for kind in watched_kinds():
            fill(kind, number, still_open, clerks)
        settle()
        for name, act in deeds(watched_kinds(), clerks[0]).items():
            found.setdefault(name, []).append(cost(act))
    for name, times in found.items():
        print(json.dumps([name, *(round(time, 2) for time in times)]), flush=True)


def fill(kind, number: int, still_open: int, clerks: list) -> None:
    """Let a kind have so many cases, spread over three years; the newest are open, and a tenth of them late and told."""
    from django.db import transaction
    from django.utils import timezone

    from tests.factories.every_case import case_of

    model, now = kind.model, timezone.now()
    model._meta.get_field("created_at").auto_now_add = False
    ended = [str(state) for state in kind.moves.moves if state not in model.open_states]
    owed = [str(state) for state in kind.moves.moves if state in model.open_states and state != kind.escalated]
    with transaction.atomic():
        model._default_manager.all().delete()
        sample, _code = case_of(kind, owner=clerks[0], created_at=now)
        values = {field.attname: getattr(sample, field.attname) for field in model._meta.concrete_fields if not field.primary_key}

        def row(place: int):
            is_open, late = place < still_open, place % 10 == 0
            came = now - timedelta(days=365 * YEARS) * place / number - timedelta(hours=1)
            due = now + timedelta(hours=-1 if late else 60) if is_open else came + timedelta(hours=48)
            state = owed[place % len(owed)] if is_open else ended[place % len(ended)]
            own = {"number": f"B{place:09d}", "owner_id": clerks[place % CLERKS].pk, "state": state, "created_at": came, "due_at": due}
            times = {"due_from": came, "closed_at": None if is_open else came + timedelta(hours=1 + place % 90), "told_late_for": due}
            return model(**{**values, **own, **times, "in_time": None if is_open else not late, "warned_percent": 80})

        for begin in range(1, number, BATCH):
            model._default_manager.bulk_create(row(place) for place in range(begin, min(begin + BATCH, number)))


def settle() -> None:
    """Bring the database's statistics up to date."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def deeds(kinds: list, user) -> dict[str, Callable]:
    """Return what is measured, by name."""
    from django.test import Client
    from django.urls import reverse

    from portal.cases.handlers import tell_of_late, warn
    from tests.factories.people import signed_in

    staff, stranger = signed_in(user, SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")

    def page(client, address: str) -> Callable:
        def ask():
            answer = client.get(address)
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answered {answer.status_code}")

        return ask

    from portal.cases.desk import months
    from portal.core.moments import month_text

    past = month_text(months()[1])
    found = {"workbench": page(staff, reverse("wagtailadmin_home"))}
    found |= {f"desk: {name}": page(staff, reverse(f"cases_{name}")) for name in ("home", "list", "team", "workload", "rates")}
    listed = reverse("cases_list")
    found["desk: workload of a month"] = page(staff, f"{reverse('cases_workload')}?month={past}")
    for name, query in {
        "late": "due=late",
        "ended in a month": f"ended={past}",
        "ended by one": f"ended={past}&owner={user.pk}",
        "came in a month": f"received={past}",
        "came and in time": f"received={past}&answer=in_time",
    }.items():
        found[f"desk: {name}"] = page(staff, f"{listed}?{query}")
    for kind in kinds:
        queue = _queue(kind)
        middle = -(-kind.cases.count() // 100)
        state = next(str(state) for state in kind.moves.moves if state not in kind.model.open_states)
        found |= {f"{kind.code}: {name}": page(staff, f"{queue}{query}") for name, query in _pages(middle, state).items()}
        case = kind.cases.filter(state__in=kind.model.open_states).last()
        found[f"{kind.code}: a case"] = page(staff, reverse(kind.url_name, args=[case.pk]))
    found["figures for everybody"] = page(stranger, reverse("cases:figures"))
    found["look-up, wrong code"] = lambda: stranger.post(reverse("cases:lookup"), {"number": "B000000007", "code": "WRONG2"})
    return {**found, "job: tell of late": tell_of_late, "job: warn": warn}


def _queue(kind) -> str:
    """Return the address of a kind's queue: that of a case without its key."""
    from django.urls import reverse

    return reverse(kind.url_name, args=[1]).removesuffix("1/")


def _pages(middle: int, state: str) -> dict[str, str]:
    return {"queue": "", "a middle page": f"?p={middle}", "the last page": "?p=999999", "late": "?late=1", "one state": f"?state={state}"}


def cost(act: Callable) -> float:
    """Return the milliseconds of processor time that a deed takes here and in the database."""
    from tests.benchmarks.row_times import ROUNDS, worked

    for _warm in range(2):
        act()
    times = []
    for _round in range(ROUNDS):
        started = worked()
        act()
        times.append(worked() - started)
    return statistics.median(sorted(times)[: ROUNDS // 2 + 1])


if __name__ == "__main__":
    main()
