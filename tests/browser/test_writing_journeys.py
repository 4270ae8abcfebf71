"""An editor writes an article as at her desk every day: the button, a text from WPS, one picture, submitted."""

import re
from pathlib import Path

from django.urls import reverse
from playwright.sync_api import expect

from cms.news.models import NewsPage
from portal.learning.models import Lesson
from portal.uploads.gate import DOCX
from tests.browser.editor_steps import actions, fills, is_told, signs_in
from tests.support import made_files

WPS = Path(__file__).parents[1] / "media" / "corpus" / "wps-news.html"
PASTE = """(element, html) => {
    const clipboard = new DataTransfer();
    clipboard.setData("text/html", html);
    clipboard.setData("text/plain", element.ownerDocument.createRange().createContextualFragment(html).textContent);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
}"""


def pastes(page, html: str) -> None:
    """Pastes into the paragraph of the body that has the cursor."""
    editor = page.locator('[data-contentpath="body"] [contenteditable=true]').first
    editor.click()
    editor.evaluate(PASTE, html)


def test_an_article_from_wps_is_submitted_with_three_presses(desk_of, county_database):
    desk = desk_of()
    desk.set_viewport_size({"width": 1366, "height": 768})
    editor = signs_in(desk, county_database.account("网络编辑"))
    editor.get_by_role("link", name="写新闻").click()
    fills(editor, "标题*", "药姑山茶园开播")
    fills(editor, "摘要*", "三位青年把直播间搬进茶园。")
    pastes(editor, WPS.read_text(encoding="utf-8"))
    facts = editor.get_by_role("group", name="新图片要说明")
    facts.get_by_label("替代文字").fill("茶农对着手机直播")
    facts.get_by_label("使用权").select_option(label="本单位拍摄或制作")
    expect(editor.locator("[data-writing-hints]")).not_to_be_empty()
    expect(editor.locator('[data-side-panel="preview"]')).to_be_visible()
    actions(editor).get_by_role("button", name="提交审核").dblclick()
    is_told(editor, "药姑山茶园开播")
    expect(editor).to_have_url(re.compile("/admin/$"))

    (page,) = NewsPage.objects.filter(title="药姑山茶园开播")
    assert page.workflow_in_progress
    body = page.get_latest_revision_as_object().body
    assert [block.block_type for block in body] == ["paragraph", "image", "paragraph"]
    assert (body[1].value["caption"], body[1].value["image"].description) == ("图为茶农在直播。", "茶农对着手机直播")


def test_the_text_arrives_even_if_nobody_can_clean_it(desk_of, county_database):
    editor = signs_in(desk_of(), county_database.account("网络编辑"))
    editor.goto("/admin/news/write/")
    editor.route("**/manuscripts/read/", lambda route: route.abort())
    pastes(editor, "<p>第一段。</p>\n<p>第二段。</p>")
    body = editor.locator('[data-contentpath="body"]')
    expect(body).to_contain_text("第一段。")
    expect(body).to_contain_text("第二段。")
    expect(editor.get_by_text("已按纯文字粘贴")).to_be_visible()


def test_a_lesson_is_brought_in_from_a_word_document(desk_of, county_database):
    editor = signs_in(desk_of(), county_database.account("网络编辑"))
    editor.goto(reverse(Lesson.snippet_viewset.get_url_name("add")))
    word = {"name": "稿.docx", "mimeType": DOCX, "buffer": made_files.manuscript()}
    editor.locator("[data-writing-file]").set_input_files(word)
    expect(editor.locator('[data-contentpath="body"]')).to_contain_text("三位青年回乡。", timeout=30_000)
    expect(editor.get_by_role("textbox", name="课题*", exact=True)).to_have_value("茶山直播")
    expect(editor.get_by_role("group", name="新图片要说明")).to_be_visible()
    paper = {"name": "稿.pdf", "mimeType": "application/pdf", "buffer": made_files.pdf()}
    editor.locator("[data-writing-file]").set_input_files(paper)
    expect(editor.get_by_text("PDF 不能直接导入")).to_be_visible(timeout=30_000)
