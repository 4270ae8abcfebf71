"""Somebody asks the centre, is answered, asks on and says how content they are; on a phone, with and without JavaScript."""

from playwright.sync_api import Page, expect

from tests.browser.account_steps import arrives, presses, writes
from tests.browser.editor_steps import is_told, signs_in

QUESTION = "手机拍的照片发灰怎么办？家里只有一部旧手机。"


def says(page: Page, words: str) -> None:
    """Sees these words on the page."""
    expect(page.get_by_role("main")).to_contain_text(words)


def reads(page: Page, label: str) -> str:
    """Reads what stands behind a label."""
    return page.get_by_role("main").get_by_text(label).locator("strong").inner_text()


def looks_it_up(page: Page, number: str, code: str) -> None:
    """Opens a consultation with its number and code on the page for every kind."""
    page.goto("/cases/")
    writes(page, "编号", number)
    writes(page, "查询码", code)
    presses(page, "查询")
    arrives(page, f"咨询 {number}")


def answers(staff: Page, number: str, text: str) -> None:
    """Answers a consultation in the back office."""
    staff.goto("/admin/consultations/")
    staff.get_by_role("link", name=number).click()
    staff.get_by_role("radio", name="答复", exact=True).check()
    staff.get_by_role("textbox", name="给咨询人的答复").fill(text)
    staff.get_by_role("button", name="提交", exact=True).click()
    is_told(staff, f"咨询 {number} 已处理")


def test_a_farmer_asks_is_answered_asks_on_and_grades(visitor, desk_of, county_database):
    visitor.goto("/services/free/")
    visitor.get_by_role("main").get_by_role("link", name="在线咨询").first.click()
    arrives(visitor, "在线咨询")
    visitor.get_by_role("main").locator("select[name=topic]").select_option(label="技术")
    writes(visitor, "咨询内容", QUESTION)
    writes(visitor, "手机号码", "139 0000 7777")
    presses(visitor, "提交咨询")
    # Nothing typed is lost where the consent is missing.
    expect(visitor.get_by_label("咨询内容")).to_have_value(QUESTION)
    visitor.get_by_label("我同意把上面的内容交给中心").check()
    presses(visitor, "提交咨询")
    says(visitor, "请记下编号和查询码")
    number, code = reads(visitor, "编号："), reads(visitor, "查询码：")

    staff = signs_in(desk_of(), county_database.account("运营人员"))
    answers(staff, number, "在窗边拍，镜头先擦干净。")
    looks_it_up(visitor, number, code)
    says(visitor, "在窗边拍")
    visitor.get_by_role("main").get_by_role("link", name="继续咨询").click()
    writes(visitor, "还想问什么", "阴天怎么拍？")
    presses(visitor, "提交")
    says(visitor, "继续咨询，待答复")
    answers(staff, number, "阴天靠近窗户，用白纸反光。")
    looks_it_up(visitor, number, code)
    visitor.get_by_role("main").get_by_role("link", name="评价答复").click()
    visitor.get_by_role("radio", name="非常满意", exact=True).check()
    presses(visitor, "提交评价")
    says(visitor, "您的评价")
    expect(visitor.get_by_role("link", name="评价答复")).to_have_count(0)


def test_the_base_answers_while_one_types(phone_page: Page):
    phone_page.goto("/ask/")
    phone_page.get_by_label("咨询内容").fill("手机拍的商品图发灰")
    link = phone_page.get_by_role("main").get_by_role("link", name="手机拍的商品图总是发灰怎么办？")
    expect(link).to_be_visible()
    phone_page.goto(link.get_attribute("href"))
    says(phone_page, "不开闪光灯")
