"""What tests of search do to the index behind the portal's back."""

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
