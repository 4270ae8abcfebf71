"""State tables, and the cache that is right in every process."""

import pytest

from portal.core.cache import shared, shared_data_changed
from portal.core.models import CacheStamp
from portal.core.transitions import StateTable
from tests.factories.every_kind import EVERYTHING
from tests.support.refusals import refused

TABLE = StateTable({"a": {"b"}, "b": {"a", "c"}, "c": set()})


def test_allowed_moves():
    TABLE.check("a", "b", "理由")
    TABLE.check("b", "c", "理由")
    assert TABLE.following("c") == frozenset()


@pytest.mark.parametrize(
    ("start", "end", "reason", "code"),
    [
        *((start, end, "理由", "transition") for start, end in ("ac", "aa", "ca", "xa")),
        ("a", "b", " ", "reason"),
    ],
)
def test_moves_that_are_not_in_the_table(start, end, reason, code):
    with refused(code):
        TABLE.check(start, end, reason)


def test_shared_values_live_until_the_data_changes(db):
    made = []
    build = lambda: made.append(1) or len(made)  # noqa: E731 - counts its own calls
    assert (shared("test:x", build), shared("test:x", build)) == (1, 1)
    shared_data_changed()
    assert shared("test:x", build) == 2


def test_another_process_is_heard(new_county, client):
    """What another process writes reaches this one through the stamp alone."""
    from cms.news.models import NewsIndexPage

    EVERYTHING["news_page"]()
    assert "新闻" in client.get("/").content.decode()
    NewsIndexPage.objects.update(title="县里消息")
    CacheStamp.objects.update(value=4711)
    assert "县里消息" in client.get("/").content.decode()
