"""The database engine asked in every way; run as a program on a portal with the demo county, prints what it answered as JSON."""

import json
import sys
from datetime import timedelta
from pathlib import Path

GOLDEN = Path(__file__).parents[1] / "search" / "golden.toml"


def quality() -> float:
    """Return the mean nDCG of the judged queries."""
    from search import evaluation
    from search.engines.database.engine import DatabaseEngine

    return evaluation.mean(evaluation.evaluate(DatabaseEngine(), evaluation.load(GOLDEN)))


def quality_of_titles() -> float:
    """Return the same where so many match that only titles are looked at."""
    from search.engines.database import engine

    kept, engine._MANY = engine._MANY, 0
    try:
        return quality()
    finally:
        engine._MANY = kept


def lost_titles() -> dict[str, list[str]]:
    """Return the titles that do not find themselves."""
    from search.engines.database.engine import DatabaseEngine
    from tests.support import search

    return search.lost_titles(DatabaseEngine)


def syntax() -> list[str]:
    """Return the texts with signs of query languages that were not taken as text."""
    from django.db import DatabaseError, transaction

    from search.engines.database.engine import DatabaseEngine
    from search.queries import FILTERS, QueryParameters
    from search.understanding import understand
    from tests.search.test_injection import SYNTAX
    from tests.support.search import ask_in_every_width

    engine, failed = DatabaseEngine(), []
    for typed in SYNTAX:
        try:
            with transaction.atomic():
                ask_in_every_width(engine, typed)
                for name in FILTERS:
                    engine.run(QueryParameters("茶", {name: "2019" if name == "year" else typed.replace("\x00", "")}), understand("茶"))
        except (DatabaseError, UnicodeError) as error:
            failed.append(f"{typed[:20]!r}: {error}")
    return failed


def filters() -> dict[str, list]:
    """Return, for each filter's most frequent value, how many it promised beside the results and how many it gave."""
    from search.engines.database.engine import DatabaseEngine
    from search.queries import FILTERS, QueryParameters

    engine = DatabaseEngine()
    facets = engine.search(QueryParameters("通城")).facets
    best = {name: facets[name][0] for name in FILTERS if facets[name]}
    return {name: [number, engine.search(QueryParameters("通城", {name: value})).total] for name, (value, number) in best.items()}


def run_out() -> list[int]:
    """Return how many results a title has before and after its entry has run out."""
    from django.utils import timezone

    from search.engines.database.engine import DatabaseEngine
    from search.models import SearchEntry
    from search.queries import QueryParameters

    entry = SearchEntry.objects.visible().filter(kind="job").first()
    found = []
    for moment in (timezone.now() + timedelta(days=1), timezone.now() - timedelta(seconds=1)):
        SearchEntry.objects.filter(pk=entry.pk).update(visible_until=moment)
        hits = DatabaseEngine().search(QueryParameters(entry.title)).hits
        found.append(sum(hit.entry_id == entry.pk for hit in hits))
    return found


def main() -> None:
    """Ask everything and print the answers by name."""
    import django

    django.setup()
    json.dump({each.__name__: each() for each in (quality, quality_of_titles, lost_titles, syntax, filters, run_out)}, sys.stdout)


if __name__ == "__main__":
    main()
