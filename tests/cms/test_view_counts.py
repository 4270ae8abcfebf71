"""Articles say how often they were read (R-NEWS-9), without a write per visit."""

import time

import pytest

from cms.core import view_counts
from cms.core.models import PageViews
from tests.factories.pages import NewsPageFactory

PHONE = {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 10) Mobile"}


@pytest.fixture(autouse=True)
def nothing_pending(monkeypatch):
    """Nothing to write, and just written: how long the tests before took is of no account."""
    monkeypatch.setattr(view_counts, "_written_at", time.monotonic())
    view_counts._pending.clear()
    view_counts._readings.clear()
    yield
    view_counts._pending.clear()


@pytest.fixture
def article(db):
    page = NewsPageFactory()
    page.save_revision().publish()
    return page


def test_visits_show_at_once_and_are_written_together(client, article):
    for reader in range(3):
        html = client.get(article.get_absolute_url(), **PHONE, REMOTE_ADDR=f"10.0.0.{reader}").content.decode()
    assert "浏览 3 次" in html
    assert not PageViews.objects.exists()

    view_counts.write()
    client.get(article.get_absolute_url(), **PHONE, REMOTE_ADDR="10.0.0.9")
    view_counts.write()

    assert PageViews.objects.get(page=article).total == 4
    assert view_counts.total(article.pk) == 4


def test_a_list_says_what_the_article_says(client, article):
    column = article.get_parent().specific.get_absolute_url()
    assert "浏览 0 次" in client.get(column).content.decode()
    for reader in range(2):
        client.get(article.get_absolute_url(), **PHONE, REMOTE_ADDR=f"10.0.0.{reader}")
    assert "浏览 2 次" in client.get(column).content.decode()
    view_counts.write()
    assert "浏览 2 次" in client.get(column).content.decode()
    assert "浏览 2 次" in client.get(article.get_absolute_url(), HTTP_USER_AGENT="curl/8.0").content.decode()


def test_enough_visits_are_written_without_being_asked(client, article, monkeypatch):
    monkeypatch.setattr(view_counts, "MAX_PENDING", 2)
    client.get(article.get_absolute_url(), **PHONE)
    client.get(article.get_absolute_url(), **PHONE, REMOTE_ADDR="10.0.0.9")
    assert PageViews.objects.get(page=article).total == 2


def test_visits_are_written_after_a_while(client, article, monkeypatch):
    monkeypatch.setattr(view_counts, "_written_at", time.monotonic() - view_counts.LONGEST_SECONDS - 1)
    client.get(article.get_absolute_url(), **PHONE)
    assert PageViews.objects.get(page=article).total == 1


@pytest.mark.parametrize("agent", ["Googlebot/2.1", "Baiduspider", "curl/8.0", "python-requests/2"])
def test_programs_are_not_readers(client, article, agent):
    client.get(article.get_absolute_url(), HTTP_USER_AGENT=agent)
    assert view_counts.total(article.pk) == 0


def test_a_page_loaded_again_is_the_same_reading(client, article, monkeypatch):
    for _load in range(3):
        client.get(article.get_absolute_url(), **PHONE)
    assert view_counts.total(article.pk) == 1
    later = time.monotonic() + view_counts.SAME_READING_SECONDS + 1
    monkeypatch.setattr(view_counts.time, "monotonic", lambda: later)
    client.get(article.get_absolute_url(), **PHONE)
    assert view_counts.total(article.pk) == 2


def test_a_page_fetched_ahead_is_not_read(client, article):
    client.get(article.get_absolute_url(), **PHONE, HTTP_SEC_PURPOSE="prefetch;prerender")
    assert view_counts.total(article.pk) == 0


def test_a_preview_is_no_visit(rf, article, admin_user):
    article.make_preview_request()
    assert view_counts.total(article.pk) == 0


def test_visits_of_a_deleted_page_are_forgotten(client, article):
    client.get(article.get_absolute_url(), **PHONE)
    article.delete()
    view_counts.write()
    assert not PageViews.objects.exists()
    assert not view_counts._pending
