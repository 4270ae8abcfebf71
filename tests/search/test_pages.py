"""The results page, completions, the JSON interface, and ``?q=`` on the sections' own lists."""

import pytest
from django.core.cache import cache
from django.test.utils import override_settings

from search import query_log
from search.models import PinnedResult, QueryCount, SearchEntry, UnansweredQuery
from tests.factories.every_kind import PAGES, RECORDS

pytestmark = pytest.mark.usefixtures("new_county")


@pytest.fixture
def found_things():
    """A product, an enterprise and a free service."""
    page = PAGES["product_page"]()
    page.title = "冷榨山茶油"
    page.save_revision().publish()
    return page, RECORDS["enterprise"](), RECORDS["freeservice"]()


def test_results_show_marked_titles(client, found_things):
    html = client.get("/search/", {"q": "山茶油"}).content.decode()
    assert "冷榨<mark>山茶油</mark>" in html
    assert 'content="noindex' in html


def test_what_is_typed_is_shown_escaped(client, found_things):
    html = client.get("/search/", {"q": "<script>alert(1)</script>茶"}).content.decode()
    assert "<script>alert" not in html


def test_an_empty_query_shows_what_is_new(client, found_things):
    html = client.get("/search/").content.decode()
    assert "最近更新" in html
    assert "冷榨山茶油" in html


def test_nothing_found_names_a_way_on(client, found_things):
    html = client.get("/search/", {"q": "量子纠缠", "kind": "product"}).content.decode()
    assert "没有找到相关内容" in html
    assert "不限类型" in html


def test_another_writing_is_offered(client, found_things):
    html = client.get("/search/", {"q": "山查油"}).content.decode()
    assert "没有找到“山查油”" in html
    assert "山茶油</a>”的结果" in html


def test_another_word_is_not_offered_as_another_writing(client, found_things):
    """Found by sound; the word beside it stands in the text as its synonym only."""
    from search.models import Synonym

    Synonym.objects.create(words="冷榨=压榨", reason="说法不同")
    html = client.get("/search/", {"q": "压榨 山查油"}).content.decode()
    assert "压榨 山茶油</a>”的结果" in html


@pytest.mark.parametrize("query", [{"kind": "a|b"}, {"page": "0"}, {"page": "7"}, {"sort": "x"}, {"year": "19"}, {"unknown": "1"}])
def test_states_that_do_not_exist_are_ignored(client, found_things, query):
    plain, found = (client.get("/search/", {"q": "茶", **more}) for more in ({}, query))
    assert found.status_code == 200
    assert "冷榨" in plain.content.decode()
    assert found.content == plain.content


def test_tracking_marks_are_let_through(client):
    assert client.get("/search/", {"q": "茶", "utm_source": "wechat"}).status_code == 200


def test_lists_are_searched_by_the_same_engine(client, found_things):
    other = PAGES["product_page"]()
    html = client.get("/products/", {"q": "山茶油"}).content.decode()
    assert "冷榨山茶油" in html
    assert other.title not in html
    assert "关键词：山茶油" in html


def test_a_list_that_is_searched_keeps_filters_and_sorts(client, found_things):
    assert client.get("/products/", {"q": "山茶油", "sort": "price", "product_class": "farm"}).status_code == 200
    assert client.get("/products/", {"q": "山茶油", "sort": "nothing"}).status_code == 200
    assert client.get("/products/", {"sort": "relevance"}).status_code == 200


def test_pinned_results_come_first_until_their_last_day(client, found_things):
    from datetime import timedelta

    from django.utils import timezone

    entry = SearchEntry.objects.get(kind="enterprise")
    pin = PinnedResult.objects.create(query="山茶油", entry=entry, reason="主推", expires_on=timezone.localdate())
    assert client.get("/api/search/", {"q": "山茶油"}).json()["results"][0]["title"] == entry.title
    pin.expires_on -= timedelta(days=1)
    pin.save()
    assert client.get("/api/search/", {"q": "山茶油"}).json()["results"][0]["title"] == "冷榨山茶油"


class TestInterface:
    def test_shape(self, client, found_things):
        data = client.get("/api/search/", {"q": "山茶油"}).json()
        assert set(data) == {"total", "engine", "results", "facets", "suggestion"}
        assert set(data["results"][0]) == {"kind", "title", "url", "highlight", "score"}
        assert {"value": "product", "label": "特色产品", "count": 1} in data["facets"]["kind"]

    @pytest.mark.parametrize("query", [{"page": "abc"}, {"year": "x"}, {"nothing": "1"}, {"town": "abc"}])
    def test_bad_parameters_are_named_in_chinese(self, client, query):
        response = client.get("/api/search/", query)
        assert response.status_code == 400
        assert response.json()["error"]

    @override_settings(SEARCH_API_PER_MINUTE=2)
    def test_too_many_requests_have_to_wait(self, client):
        cache.clear()
        answers = [client.get("/api/search/", {"q": "茶"}) for _request in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert int(answers[2]["Retry-After"]) > 0

    @override_settings(SEARCH_API_PER_MINUTE=1, CLIENT_ADDRESS_HEADER="HTTP_X_FORWARDED_FOR")
    def test_visitors_behind_the_proxy_are_told_apart(self, client):
        cache.clear()
        for address in ("203.0.113.1", "203.0.113.2"):
            assert client.get("/api/search/", {"q": "茶"}, headers={"X-Forwarded-For": address}).status_code == 200
        assert client.get("/api/search/", {"q": "茶"}, headers={"X-Forwarded-For": "203.0.113.2"}).status_code == 429


def test_completions(client, found_things):
    for typed in ("冷榨", "lengzha", "lzscy"):
        text, found = client.get("/search/suggest/", {"q": typed}).json()
        assert text == typed
        assert "冷榨山茶油" in found
    assert client.get("/search/suggest/", {"q": ""}).json() == ["", []]


def test_description_for_browsers(client):
    response = client.get("/opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    assert 'template="http://testserver/search/?q={searchTerms}"' in response.content.decode()
    assert 'rel="search"' in client.get("/").content.decode()


class TestLog:
    @pytest.fixture(autouse=True)
    def _no_searches_of_other_tests(self):
        """The process keeps what was asked until it is time to write."""
        query_log._pending.clear()

    def test_searches_are_counted_by_day_and_text(self, client, found_things):
        for _search in range(2):
            client.get("/search/", {"q": "山茶油"})
        query_log.write()
        assert QueryCount.objects.get(text="山茶油").searches == 2

    def test_a_query_without_result_becomes_work(self, client, found_things):
        client.get("/search/", {"q": "量子纠缠"})
        query_log.write()
        assert UnansweredQuery.objects.get(text="量子纠缠").state == "open"

    @pytest.mark.parametrize("typed", ["13800000001", "张三 0715-1234567", "someone@example.org"])
    def test_nothing_that_may_be_personal_is_kept(self, client, typed):
        client.get("/search/", {"q": typed})
        query_log.write()
        assert not QueryCount.objects.exists()

    def test_only_words_of_the_site_become_popular(self, client, found_things):
        for _search in range(3):
            client.get("/search/", {"q": "山茶油"})
            client.get("/search/", {"q": "随便写点什么"})
        query_log.write()
        cache.clear()
        assert query_log.popular() == ["山茶油"]
