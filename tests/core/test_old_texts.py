"""Old rows are brought to the one form by a command: it says what it would do, does it once, and leaves what needs a person."""

from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.models import Revision

from cms.news.models import NewsPage
from portal.core import old_texts
from portal.core.models import AuditEntry
from portal.enterprises.models import Enterprise
from portal.moderation.models import Report
from search.models import SearchEntry
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.every_kind import EVERYTHING
from tests.factories.moderation import report

pytestmark = pytest.mark.usefixtures("new_county")
OLD, NEW = "茶\u200b叶Ａ１\x0b上市", "茶叶A1 上市"


def run(**options) -> str:
    """Return what the command says."""
    out = StringIO()
    call_command("clean_texts", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def old_rows():
    """A page and an enterprise as they were kept before forms cleaned."""
    page, enterprise = EVERYTHING["news_page"](), EnterpriseFactory()
    NewsPage.objects.filter(pk=page.pk).update(title=OLD, draft_title=OLD)
    Enterprise.objects.filter(pk=enterprise.pk).update(introduction=OLD)
    return NewsPage.objects.get(pk=page.pk), Enterprise.objects.get(pk=enterprise.pk)


def test_without_write_it_only_says(old_rows):
    said = run()
    assert "茶[U+200B]叶Ａ１[U+000B]上市" in said
    assert f"“{NEW}”" in said
    assert "预演：可改写 2 处，0 处须人工处理。" in said
    assert [NewsPage.objects.get(pk=old_rows[0].pk).title, Enterprise.objects.get(pk=old_rows[1].pk).introduction] == [OLD, OLD]
    assert not AuditEntry.objects.filter(action=old_texts.ACTION).exists()


def test_it_rewrites_once_and_search_follows(old_rows):
    page, enterprise = old_rows
    assert "已改写 2 处，0 处没有改写。" in run(write=True)
    page.refresh_from_db()
    assert (page.title, page.draft_title, page.live) == (NEW, NEW, True)
    assert Enterprise.objects.get(pk=enterprise.pk).introduction == "茶叶A1\n上市"
    assert SearchEntry.objects.filter(title=NEW).exists()
    assert AuditEntry.objects.filter(action=old_texts.ACTION).count() == 2
    assert OLD not in str(AuditEntry.objects.filter(action=old_texts.ACTION).values_list("before", "after"))
    assert "已改写 0 处，0 处没有改写。" in run(write=True)


def test_revisions_and_what_people_sent_stay(old_rows):
    page, _enterprise = old_rows
    revision = page.save_revision()
    row = report(text=OLD)
    run(write=True)
    assert Revision.objects.get(pk=revision.pk).content["title"] == OLD
    assert Report.objects.get(pk=row.pk).text == OLD


def test_a_title_nobody_would_see_is_left_to_a_person(old_rows):
    NewsPage.objects.filter(pk=old_rows[0].pk).update(title="\u200b\u3164")
    said = run(write=True)
    assert "整理后是空的，请人工补写" in said
    assert "已改写 1 处，1 处没有改写。" in said
    assert NewsPage.objects.get(pk=old_rows[0].pk).title == "\u200b\u3164"


def test_what_would_be_another_rows_name_is_left_and_named(old_rows):
    EnterpriseFactory(name="麦市茶业有限公司")
    Enterprise.objects.filter(pk=old_rows[1].pk).update(name="麦市\u200b茶业有限公司")
    said = run(write=True)
    assert said.count("没有改写，请人工处理：与另一条重复") == 2
    assert Enterprise.objects.get(pk=old_rows[1].pk).introduction == OLD


def test_few_rows_are_held_at_once(monkeypatch):
    for number in range(7):
        Enterprise.objects.filter(pk=EnterpriseFactory().pk).update(introduction=f"{OLD}{number}")
    monkeypatch.setattr(old_texts, "_CHUNK", 3)
    assert len({change.pk for change in old_texts.old_texts(write=True)}) == 7
    assert list(old_texts.old_texts(write=True)) == []
