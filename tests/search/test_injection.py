"""Whatever is typed is text: no query syntax of any engine, and never a failure."""

import pytest
from django.test.utils import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.database.engine import DatabaseEngine
from tests.factories.every_kind import EVERYTHING
from tests.support.search import ask_in_every_width

SYNTAX = [
    *("AND", "OR", "NOT", "NEAR(a b)", "a NEAR/2 b", '"', '"a', "a*", "*", "^a", "title:茶", "{title}:a", "-a", "+a", "(a", "a)", "a:*"),
    *("a & b", "a | b", "!a", "a <-> b", "'", "''", "\\", "%", "_", "[a TO b]", "/.*/", "a~2", "a^5", "茶 AND 油", "茶*油", "?", "&&"),
    *("||", "{", "}", "\x00", "\u202e茶\u202c", "😀", "👨‍👩‍👧", "𠮷", "a" * 10_000, "茶" * 10_000, "\ud800", "\u200b", "﷽", "ﬁ", "①"),
    *("茶\n油", "0" * 300, "-- ", ";"),
]
RUN = settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def county(new_county):
    """A county with one of everything."""
    for make in EVERYTHING.values():
        make()


@override_settings(SEARCH_API_PER_MINUTE=1000)
def test_syntax_is_text(county, client):
    for typed in SYNTAX:
        raw = typed.encode("utf-8", "surrogatepass")
        for path in ("/search/", "/api/search/", "/search/suggest/", "/products/"):
            assert client.get(path, {"q": raw}).status_code == 200, (path, typed[:20])


@RUN
@given(typed=st.text(max_size=80))
def test_any_text_in_every_width(county, typed):
    ask_in_every_width(DatabaseEngine(), typed)


@RUN
@given(words=st.lists(st.sampled_from([*SYNTAX, "茶", "zhurou", "2019", "服务"]), max_size=6))
def test_any_mixture_on_the_page(county, client, words):
    assert client.get("/search/", {"q": " ".join(words).encode("utf-8", "surrogatepass")}).status_code == 200
