"""An article and a record on their way to the public: written by one person, judged by another."""

import re

from playwright.sync_api import expect

from cms.news.models import NewsColumnPage
from tests.browser.editor_steps import (
    actions,
    adds_paragraph,
    decides,
    does,
    fills,
    is_told,
    opens_the_task,
    settles,
    signs_in,
    unfolds_actions,
)

TITLE = "药姑山下的直播间开张了"
SUMMARY = "三位返乡青年把直播间搬进茶园。"
TEXT = "直播间设在药姑山脚，工作日上午开播，欢迎乡亲带样品来试。"
REASON = "请写明开播的具体时间。"


def submit(page, action: str = "提交审核") -> None:
    """Submit the form; no action on the way publishes."""
    names = unfolds_actions(page)
    assert not [name for name in names if name.startswith("发布")]
    does(page, action)


def sent_back_and_corrected(editor, reviewer, title: str, correct) -> None:
    """Let the reviewer refuse with a reason, and the editor read it, correct and submit again."""
    opens_the_task(reviewer, title)
    decides(reviewer, "退回修改", REASON)

    editor.goto("/admin/")
    editor.get_by_role("link", name=title).first.click()
    is_told(editor, REASON)
    correct(editor)
    unfolds_actions(editor)
    actions(editor).get_by_role("button", name=re.compile("重新提交")).click()
    is_told(editor, title)

    opens_the_task(reviewer, title)
    decides(reviewer, "通过")


def test_an_article_reaches_the_public_only_through_a_reviewer(desk_of, county_database):
    column = NewsColumnPage.objects.get(slug="updates")
    editor = signs_in(desk_of(), county_database.account("网络编辑"))
    reviewer = signs_in(desk_of(), county_database.account("审核员"))
    visitor = desk_of()

    editor.goto(f"/admin/pages/{column.pk}/add_subpage/")
    fills(editor, "标题*", TITLE)
    fills(editor, "摘要*", SUMMARY)
    adds_paragraph(editor, TEXT)
    submit(editor)
    is_told(editor, TITLE)
    visitor.goto("/news/updates/")
    expect(visitor.get_by_role("link", name=TITLE)).to_have_count(0)

    def correct(page):
        fills(page, "摘要*", SUMMARY + "每周一、三、五上午九点开播。")

    sent_back_and_corrected(editor, reviewer, TITLE, correct)

    visitor.goto("/news/updates/")
    visitor.get_by_role("link", name=TITLE).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(visitor.get_by_role("main")).to_contain_text(TEXT)
    feed = visitor.request.get("/feeds/updates/").text()
    assert TITLE in feed
    assert "九点开播" in feed


def test_a_free_service_reaches_the_public_only_through_a_reviewer(desk_of, county_database):
    name = "电商用工登记"
    editor = signs_in(desk_of(), county_database.account("网络编辑"))
    reviewer = signs_in(desk_of(), county_database.account("审核员"))
    visitor = desk_of()

    editor.get_by_role("button", name="服务", exact=True).click()
    editor.get_by_role("link", name="免费服务").click()
    editor.get_by_role("link", name=re.compile("添加|新建|新增")).first.click()
    fills(editor, "服务名称*", name)
    editor.get_by_label("所属功能*").select_option(label="政务服务")
    fills(editor, "一句话说明*", "登记招工和求职，中心帮着对接。")
    content = editor.get_by_role("region", name="内容与办理")
    content.locator("[contenteditable=true]").first.click()
    editor.keyboard.type("登记后三个工作日内回话。")
    settles(content, "登记后三个工作日内回话。")
    fills(editor, "联系电话", "0715-000 2399")
    submit(editor)
    is_told(editor, name)
    assert visitor.goto("/services/free/dian-shang-yong-gong-deng-ji/").status == 404

    def correct(page):
        fills(page, "服务时间", "工作日上午九点到十一点")

    sent_back_and_corrected(editor, reviewer, name, correct)

    visitor.goto("/services/free/")
    visitor.get_by_role("link", name=name).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(name)
    expect(visitor.get_by_role("main")).to_contain_text("工作日上午九点到十一点")
    assert name in visitor.request.get("/feeds/free-services/").text()


def test_nobody_reviews_what_they_wrote(desk_of, county_database):
    column = NewsColumnPage.objects.get(slug="notices")
    reviewer = signs_in(desk_of(), county_database.account("审核员"))
    reviewer.goto(f"/admin/pages/{column.pk}/add_subpage/")
    fills(reviewer, "标题*", TITLE)
    fills(reviewer, "摘要*", SUMMARY)
    adds_paragraph(reviewer, TEXT)
    submit(reviewer)
    is_told(reviewer, TITLE)
    reviewer.goto("/admin/")
    expect(reviewer.get_by_role("region", name="等待您的审核").get_by_role("link", name=TITLE)).to_have_count(0)
