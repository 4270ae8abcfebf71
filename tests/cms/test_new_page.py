"""An editor who presses + on a section gets to what stands in its columns."""

import pytest
from django.urls import reverse

from cms.news.models import NewsColumnPage, NewsIndexPage, NewsPage
from tests.factories.people import person

pytestmark = pytest.mark.usefixtures("new_county")


@pytest.fixture
def editor(client):
    """The browser of an editor."""
    client.force_login(person("editor"))
    return client


def test_plus_on_news_offers_an_article_in_each_column(editor):
    news = NewsIndexPage.objects.get()
    page = editor.get(reverse("wagtailadmin_pages:add_subpage", args=[news.pk]), follow=True).content.decode()
    columns = NewsColumnPage.objects.child_of(news)
    assert columns
    for column in columns:
        assert reverse("wagtailadmin_pages:add", args=["news", "newspage", column.pk]) in page
        assert f"文章：{column.title}" in page


def test_a_column_can_still_be_made(editor):
    address = reverse("wagtailadmin_pages:add", args=["news", "newscolumnpage", NewsIndexPage.objects.get().pk])
    assert f"{address}?chosen=1" in editor.get(address).content.decode()
    assert 'name="title"' in editor.get(f"{address}?chosen=1").content.decode()


def test_in_a_column_the_article_opens_at_once(editor):
    column = NewsColumnPage.objects.first()
    answer = editor.get(reverse("wagtailadmin_pages:add_subpage", args=[column.pk]))
    assert answer["Location"] == reverse("wagtailadmin_pages:add", args=["news", "newspage", column.pk])
    assert 'name="title"' in editor.get(answer["Location"]).content.decode()


def test_no_article_stands_right_below_news():
    assert not NewsPage.can_exist_under(NewsIndexPage.objects.get())
