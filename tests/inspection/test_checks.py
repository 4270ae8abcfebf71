"""What each rule finds, and that it asks no more when there is more to look at."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from portal.identity.models import SiteIdentity
from portal.inspection.models import Finding, Rule
from portal.inspection.services import inspect
from portal.links.models import LinkCheck
from portal.moderation.models import Screening
from portal.web.emptiness import empty_lists
from tests.factories.every_kind import PAGES, RECORDS, news_page, policy_page
from tests.factories.inspection import RuleFactory
from tests.factories.media import DocumentFactory, ImageFactory

pytestmark = pytest.mark.usefixtures("new_county")


def found_by(code: str) -> dict[str, str]:
    """Let a rule look; return what it says of each thing that stands."""
    rule = Rule.objects.get(code=code)
    inspect(rule)
    rule.refresh_from_db()
    assert rule.error == ""
    return dict(rule.findings.standing().values_list("title", "note"))


def put(page: Page, *blocks: tuple, **values) -> Page:
    """Publish a page with a body and values."""
    page.body = [*page.body.raw_data, *({"type": kind, "value": value} for kind, value in blocks)]
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def screening(page: Page, **values) -> Screening:
    hits = [{"action": "review", "shown": "最好", "reason": ""}]
    return Screening.objects.create(
        **{**Screening.naming(page), "occasion": "rules", "kind": "news", "verdict": "review", "hits": hits, **values}
    )


def test_dead_links_are_found_once_sure_and_good_ones_are_not():
    rows = {"dead": 2, "ok": 0, "moved": 0, "unclear": 0, "hijacked": 0}
    for state, failures in rows.items():
        LinkCheck.objects.create(url=f"https://{state}.cn/", state=state, failures=failures, checked_at=timezone.now())
    LinkCheck.objects.create(url="https://once.cn/", state="dead", failures=1, checked_at=timezone.now())
    assert set(found_by("links")) == {"https://dead.cn/", "https://moved.cn/", "https://hijacked.cn/"}
    LinkCheck.objects.update(state="ok")
    assert found_by("links") == {}


def test_files_that_are_lost_are_found_where_the_site_offers_them():
    kept, lost, unused = DocumentFactory(), DocumentFactory(), DocumentFactory()
    put(news_page(), ("documents", {"documents": [kept.pk, lost.pk]}))
    for document in (lost, unused):
        document.file.storage.delete(document.file.name)
    assert found_by("files") == {lost.title: "文件不能下载"}


def test_policies_and_interpretations_lead_to_one_another():
    explains, alone = put(news_page(), title="办法解读"), put(news_page(), title="又一篇解读")
    explained, bare, _national, _old, _tender = policies = [policy_page() for _each in range(5)]
    for number, policy in enumerate(policies):
        level, status = "national" if number == 2 else "county", "invalid" if number == 3 else "valid"
        subject = "tender" if number == 4 else "ecommerce"
        put(policy, title=f"第{number}号办法", level=level, status=status, subject=subject)
    put(explained, interpretation=explains.page_ptr)
    assert set(found_by("policy-interpretation")) == {bare.title}
    assert set(found_by("interpretation-policy")) == {alone.title}
    explains.unpublish()
    assert set(found_by("policy-interpretation")) == {bare.title, explained.title}


def test_wrong_words_are_found_in_what_is_on_the_site_markup_or_not():
    page = put(news_page(), ("paragraph", "<p>截<b>止</b>目前，乡村震兴见成效。</p>"), title="错字一篇")
    table = {"data": [["项目"], ["电子商物"]], "first_row_is_table_header": True}
    put(policy_page(), ("table", table), title="错字表格")
    RECORDS["enterprise"](name="公式公告社")
    put(news_page(), title="没有公式公告").unpublish()
    assert found_by("wrong-words") == {
        "错字一篇": "“截止目前”应为“截至目前”；“乡村震兴”应为“乡村振兴”",
        "错字表格": "“电子商物”应为“电子商务”",
        "公式公告社": "“公式公告”应为“公示公告”",
    }
    put(page, title="改好了")
    page.body = [{"type": "paragraph", "value": "<p>乡村振兴见成效。</p>"}]
    page.save_revision().publish()
    assert set(found_by("wrong-words")) == {"错字表格", "公式公告社"}


def test_what_the_rules_of_today_object_to_counts_until_it_is_handed_in_anew():
    objected, noted, mended, down = (news_page() for _each in range(4))
    for page in (objected, mended, down):
        screening(page)
    screening(noted, verdict="note")
    Screening.objects.filter(object_id=str(mended.pk)).update(at=timezone.now() - timedelta(hours=1))
    screening(mended, occasion="submit", verdict="clean")
    down.unpublish()
    assert found_by("screened") == {objected.title: "最好"}


def test_missing_facts_are_named_one_by_one():
    SiteIdentity.objects.update(icp_number="鄂ICP备1号", organiser="县商务局", email="")
    found = {title.rpartition("：")[2] for title in found_by("facts")}
    assert {"电子邮箱", "服务电话"} <= found
    assert not {"ICP 备案号", "主办单位"} & found


def test_pictures_links_and_tables_without_words_are_found():
    shown, unused, good = ImageFactory(description="x"), ImageFactory(description="x"), ImageFactory()
    type(shown).objects.filter(pk__in=[shown.pk, unused.pk]).update(description="")
    bare, headed = {"data": [["甲"]]}, {"data": [["甲"]], "first_row_is_table_header": True}
    put(news_page(), ("image", {"image": shown.pk}), ("image", {"image": good.pk}), title="好的", cover=good)
    put(news_page(), ("table", bare), ("table", headed), title="表格")
    put(news_page(), ("paragraph", '<p><a href="/a/"> <b></b></a><a href="/b/">有字</a></p>'), title="链接")
    assert found_by("accessibility") == {shown.title: "图片没有替代文字", "表格": "有没有表头的表格", "链接": "有没有文字的链接"}


def test_columns_are_told_by_the_rule_that_names_them_and_the_others_by_the_rest():
    old = timezone.now() - timedelta(days=366)
    for make in (news_page, policy_page, PAGES["story_page"]):
        page = make()
        type(page).objects.update(published_at=old)
    ahead = put(policy_page(), published_at=timezone.now() + timedelta(days=1))
    first = Page.objects.get(slug="updates").title
    assert set(found_by("news-columns")) == {first}
    assert set(found_by("notice-columns")) == {ahead.get_parent().title}
    assert set(found_by("other-columns")) == {Page.objects.get(slug="stories").title}


def test_an_empty_column_is_named_and_hidden_until_it_has_something(client):
    """The section of news stands for its columns: it is there as soon as one of them is."""
    news = Page.objects.get(slug="news")
    notices = Page.objects.get(slug="notices").specific
    titles = set(found_by("empty-columns"))
    assert {news.title, notices.title} <= titles
    assert f'href="{notices.get_absolute_url()}"' not in client.get("/sitemap/").content.decode()
    assert notices.get_absolute_url() not in client.get("/sitemap.xml").content.decode()
    news_page().move(notices, "last-child")
    assert not {news.title, notices.title} & set(found_by("empty-columns"))
    for path in ("/", "/news/", "/sitemap/"):
        assert 'href="/news/"' in client.get(path).content.decode(), path
    assert f'href="{notices.get_absolute_url()}"' in client.get("/news/").content.decode()
    assert 'href="/news/updates/"' not in client.get("/news/").content.decode()
    assert notices.get_absolute_url() in client.get("/sitemap.xml").content.decode()


def test_more_rows_make_no_more_statements():
    """Every rule of the county, with one page and one record of each kind that has faults, and with three."""
    asked: list[dict[str, int]] = []
    for number in (1, 2):
        for make in [make for _each in range(number) for make in (*PAGES.values(), RECORDS["enterprise"], RECORDS["freeservice"])]:
            page = make()
            if hasattr(page, "body"):
                put(page, ("table", {"data": [["电子商物"]]}), summary="公式公告")
                screening(page)
            LinkCheck.objects.create(url=f"https://{page.pk}-{page._meta.model_name}.cn/", state="moved", checked_at=timezone.now())
        counted = {}
        for rule in Rule.objects.filter(active=True):
            Finding.objects.filter(rule=rule).delete()
            with CaptureQueriesContext(connection) as queries:
                inspect(rule)
            counted[rule.name] = len(queries)
        asked.append(counted)
    assert asked[1] == asked[0]


def test_lists_that_some_see_more_of_are_never_called_empty():
    assert "/recommended/" not in {entry.address for entry in empty_lists()}
    assert RuleFactory().lines == []
