"""Texts that the rules stop, decisions that are appealed, pages that are taken down, and what visitors report."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from cms.news.models import NewsColumnPage, NewsPage
from portal.accounts.models import User
from portal.enterprises.models import Enterprise
from tests.browser.editor_steps import actions, adds_paragraph, does, fills, is_told, signs_in, unfolds_actions
from tests.browser.visitor_steps import sees
from tests.moderation.steps import DOUBTFUL

TITLE = "茶园开放日"
BAD = "注册网络赌博平台，首存送彩金。"
GOOD = "周六上午开放茶园，欢迎乡亲参观。"


def opens_in_the_queue(page, title: str) -> None:
    """Finds an item in the queue and opens its review."""
    page.goto("/admin/moderation/queue/")
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", name=title, level=2)).to_be_visible()


def decides_on_the_screen(page, decision: str, reason: str = "") -> None:
    """Chooses a decision on the review's screen."""
    page.get_by_role("radio", name=decision, exact=True).check()
    if reason:
        page.get_by_label("理由或意见").fill(reason)
    page.get_by_role("button", name="提交决定").click()
    page.wait_for_url("**/moderation/queue/")


def test_blocked_corrected_returned_appealed_approved(desk_of, county_database):
    column = NewsColumnPage.objects.get(slug="updates")
    editor = signs_in(desk_of(), county_database.account("网络编辑"))
    reviewer = signs_in(desk_of(), county_database.account("审核员"))
    director = signs_in(desk_of(), county_database.account("中心主任"))
    visitor = desk_of()

    editor.goto(f"/admin/pages/{column.pk}/add_subpage/")
    fills(editor, "标题*", TITLE)
    fills(editor, "摘要*", BAD)
    adds_paragraph(editor, GOOD)
    unfolds_actions(editor)
    does(editor, "提交审核")
    article = NewsPage.objects.get(title=TITLE)
    editor.goto(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    is_told(editor, "请删去“", "赌博")

    fills(editor, "摘要*", GOOD)
    unfolds_actions(editor)
    actions(editor).get_by_role("button", name=re.compile("重新提交")).click()
    is_told(editor, TITLE)

    opens_in_the_queue(reviewer, TITLE)
    decides_on_the_screen(reviewer, "退回修改", "请写明是哪个周六。")

    editor.goto(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    is_told(editor, "请写明是哪个周六。")
    editor.get_by_role("link", name="提出申诉").click()
    editor.get_by_role("textbox").last.fill("每个周六都开放，不用写日期。")
    editor.get_by_role("button", name="提交申诉").click()
    is_told(editor, "申诉已提交")

    reviewer.goto("/admin/moderation/queue/")
    expect(reviewer.get_by_role("row", name=re.compile(TITLE))).to_contain_text("须由他人审核")
    opens_in_the_queue(director, TITLE)
    expect(director.get_by_role("main")).to_contain_text("每个周六都开放，不用写日期。")
    decides_on_the_screen(director, "通过")

    visitor.goto("/news/updates/")
    visitor.get_by_role("link", name=TITLE).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)


def test_a_reviewer_sees_the_page_the_changes_and_the_clauses_that_were_hit(desk_of, county_database):
    editor = User.objects.get(username=county_database.account("网络编辑")["username"])
    enterprise = Enterprise.objects.filter(live=True).order_by("pk").first()
    draft = enterprise.get_latest_revision_as_object()
    draft.introduction = DOUBTFUL
    draft.save_revision(user=editor)
    enterprise.get_workflow().start(Enterprise.objects.get(pk=enterprise.pk), editor)

    reviewer = signs_in(desk_of(), county_database.account("审核员"))
    opens_in_the_queue(reviewer, enterprise.name)
    changed = reviewer.get_by_role("row", name=re.compile("企业简介 有改动"))
    expect(changed).to_contain_text("有改动")
    expect(changed.locator(".addition").first).to_be_visible()
    preview = reviewer.frame_locator("iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text(enterprise.name)
    expect(preview.get_by_text(DOUBTFUL)).to_be_visible()

    picker = reviewer.get_by_label("依据条款", exact=True)
    hit = picker.locator("optgroup").first
    expect(hit).to_have_attribute("label", "自动筛查命中的条款")
    names, everything = hit.locator("option").all_inner_texts(), picker.locator("option").count()
    search = reviewer.get_by_role("searchbox", name="输入文字，筛选选项")
    search.fill("秘密")
    assert all("秘密" in name for name in picker.locator("option").all_inner_texts()[1:])
    expect(picker.locator("option", has_text="秘密").first).to_be_attached()
    search.fill("")
    expect(picker.locator("option")).to_have_count(everything)
    assert picker.locator("optgroup").first.locator("option").all_inner_texts() == names


def test_taken_down_from_the_page_and_put_back(desk_of, county_database):
    article = NewsPage.objects.live().order_by("pk").first()
    path, title = article.get_absolute_url(), article.title
    reviewer = signs_in(desk_of(), county_database.account("审核员"))
    director = signs_in(desk_of(), county_database.account("中心主任"))
    visitor = desk_of()

    reviewer.goto(path)
    reviewer.get_by_text("撤下这个页面").click()
    reviewer.get_by_label("依据条款").select_option("S1-5-3")
    reviewer.get_by_label("撤下理由").fill("数据有误，正在核对。")
    reviewer.get_by_role("button", name="立即撤下").click()
    expect(reviewer.get_by_role("heading", level=1)).to_have_text("这份内容已经撤下")

    assert visitor.goto(path).status == 410
    sees(visitor, "数据有误，正在核对。")
    assert title not in visitor.request.get("/sitemap.xml").text()

    director.goto("/admin/moderation/take-downs/")
    director.get_by_role("row", name=re.compile(re.escape(title))).get_by_role("link").click()
    director.get_by_role("textbox").last.fill("已核对，数据无误。")
    director.get_by_role("button", name="恢复到网站").click()
    is_told(director, "已恢复")
    assert visitor.reload().status == 200
    expect(visitor.get_by_text("撤下这个页面")).to_have_count(0)


def test_a_visitor_reports_and_reads_the_outcome(visitor, desk_of, county_database):
    visitor.goto("/enterprises/")
    visitor.get_by_role("main").locator("h2 a, h3 a").first.click()
    visitor.get_by_role("link", name="举报这个页面").click()
    visitor.get_by_label("问题", exact=True).select_option(label="过时、失效、打不开")
    visitor.get_by_label("说明", exact=True).fill("电话打不通。")
    visitor.get_by_role("button", name="提交举报").click()
    number, code = visitor.get_by_role("main").locator("strong").all_inner_texts()

    reviewer = signs_in(desk_of(), county_database.account("审核员"))
    reviewer.goto("/admin/moderation/reports/")
    reviewer.get_by_role("link", name=number).click()
    reviewer.get_by_role("radio", name="属实，已处理").check()
    answer = reviewer.get_by_label("给举报人的答复")
    answer.fill("你这个蠢货，滚蛋。")
    reviewer.get_by_role("button", name="提交", exact=True).click()
    expect(reviewer.get_by_role("main")).to_contain_text("请删去")
    answer.fill("号码已经更正，谢谢您。")
    reviewer.get_by_role("button", name="提交", exact=True).click()
    is_told(reviewer, number)

    visitor.get_by_role("link", name="查询举报结果").click()
    visitor.get_by_label("举报编号").fill(number)
    visitor.get_by_label("查询码").fill(code)
    visitor.get_by_role("button", name="查询").click()
    sees(visitor, "号码已经更正，谢谢您。")
