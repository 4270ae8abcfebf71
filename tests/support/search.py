"""What tests of search ask every engine, and what they do to the index behind the portal's back."""

import contextlib
from collections.abc import Iterator


def drop_indexes() -> None:
    """Delete the indexes that the settings of this test name."""
    from search.engines.elasticsearch import server

    for name in server.indexes():
        server.client().indices.delete(index=name)


@contextlib.contextmanager
def clean_breaker() -> Iterator[None]:
    """Let no failure of another test keep this one from asking."""
    from search.engines import fallback

    fallback.breaker.succeeded()
    yield
    fallback.breaker.succeeded()


def lost_titles(engine_class) -> dict[str, list[str]]:
    """Return the titles that are not among the first three results for themselves, each with what is."""
    from search.models import SearchEntry
    from search.queries import QueryParameters, clean_text

    engine, lost = engine_class(), {}
    for entry in SearchEntry.objects.visible().only("title"):
        hits = engine.search(QueryParameters(clean_text(entry.title), page_size=3)).hits
        titles = list(SearchEntry.objects.filter(pk__in=[hit.entry_id for hit in hits]).values_list("title", flat=True))
        if entry.title not in titles:
            lost[entry.title] = titles
    return lost


def ask_in_every_width(engine, typed: str) -> None:
    """Let an engine answer a typed text in each width in which it can be read."""
    from search.queries import QueryParameters, clean_text
    from search.understanding import Width, understand

    question = understand(clean_text(typed))
    for reading in filter(None, map(question.read, Width)):
        engine.run(QueryParameters(clean_text(typed)), reading)
