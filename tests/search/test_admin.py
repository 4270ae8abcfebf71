"""What staff teach search: synonyms that work at once, trials, pins by address, the work list."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from search.models import DictionaryWord, PinnedResult, SearchEntry, Synonym, UnansweredQuery
from tests.factories.every_kind import PAGES
from tests.factories.people import person

pytestmark = pytest.mark.usefixtures("new_county")


@pytest.fixture
def editor(client):
    """A client signed in as an editor."""
    client.force_login(person("editor"))
    return client


@pytest.fixture
def product():
    """A product with a name of its own."""
    page = PAGES["product_page"]()
    page.title = "青岭擂茶粉"
    page.save_revision().publish()
    return page


def titles(client, text: str) -> list[str]:
    """Return the titles that the interface finds."""
    return [row["title"] for row in client.get("/api/search/", {"q": text}).json()["results"]]


def test_a_synonym_works_from_the_next_query_on(editor, product):
    assert product.title not in titles(editor, "咸茶")
    response = editor.post(reverse("search_synonyms:add"), {"words": "擂茶=咸茶", "reason": "老人的叫法"})
    assert response.status_code == 302
    assert titles(editor, "咸茶")[0] == product.title


def test_one_way_synonyms_help_one_word_only(editor, product):
    Synonym.objects.create(words="炒米汤,擂茶", one_way=True, reason="相近")
    assert titles(editor, "炒米汤") == [product.title]
    other = PAGES["product_page"]()
    other.title = "炒米汤礼盒"
    other.save_revision().publish()
    assert titles(editor, "擂茶") == [product.title]


@pytest.mark.parametrize("words", ["擂茶", "=", "擂茶=擂茶"])
def test_a_synonym_needs_two_words(editor, words):
    response = editor.post(reverse("search_synonyms:add"), {"words": words, "reason": "试"})
    assert response.status_code == 200
    assert "请至少填写两个词" in response.content.decode()


def test_a_trial_shows_what_would_change_and_keeps_nothing(editor, product):
    before = Synonym.objects.count()
    html = editor.post(reverse("search_trial:index"), {"words": "咸茶=擂茶", "query": "咸茶"}).content.decode()
    assert f"<strong>{product.title}</strong>" in html
    assert Synonym.objects.count() == before
    assert product.title not in titles(editor, "咸茶")


def test_a_pin_is_set_by_address(editor, product):
    values = {"query": "礼品", "order": 0, "reason": "节日", "expires_on": timezone.localdate() + timedelta(days=7)}
    response = editor.post(reverse("search_pins:add"), {**values, "address": f"https://example.org{product.get_absolute_url()}?from=wx"})
    assert response.status_code == 302
    assert PinnedResult.objects.get().entry == SearchEntry.objects.get(title=product.title)
    assert titles(editor, "礼品")[0] == product.title
    refused = editor.post(reverse("search_pins:add"), {**values, "address": "/no-such-page/"})
    assert "不是能搜到的内容" in refused.content.decode()


def test_a_reading_of_the_county_is_used(editor):
    response = editor.post(reverse("search_dictionary:add"), {"word": "隽岭", "reading": "jun ling", "reason": "地名"})
    assert response.status_code == 302
    page = PAGES["product_page"]()
    page.title = "隽岭豆皮"
    page.save_revision().publish()
    assert titles(editor, "junling") == [page.title]
    refused = editor.post(reverse("search_dictionary:add"), {"word": "隽", "reading": "jun ling", "reason": "地名"})
    assert refused.status_code == 200
    assert DictionaryWord.objects.filter(word="隽").count() == 0


def test_a_query_without_result_is_worked_off(editor):
    query = UnansweredQuery.objects.create(text="咸茶", searches=3)
    assert "咸茶" in editor.get(reverse("search_unanswered:index")).content.decode()
    editor.post(reverse("search_unanswered:edit", args=[query.pk]), {"state": "done", "note": "已加同义词"})
    query.refresh_from_db()
    assert query.state == "done"


@pytest.mark.parametrize("name", ["search_trial:index", "search_popular:index"])
def test_screens_are_for_those_with_the_right(client, name):
    client.force_login(person("reviewer"))
    assert client.get(reverse(name)).status_code == 302
