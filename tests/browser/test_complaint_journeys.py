"""Somebody complains with a paper, is heard, is not content, is heard again and confirms; on a phone, with and without JavaScript."""

from playwright.sync_api import Page, expect

from tests.browser.account_steps import arrives, presses, writes
from tests.browser.editor_steps import is_told, signs_in
from tests.browser.test_consultation_journeys import reads, says
from tests.support.made_files import pdf

CONTENT = "预订的直播间到了才说停用，白跑一趟。"


def looks_it_up(page: Page, number: str, code: str) -> None:
    """Opens a complaint with its number and code on the page for every kind."""
    page.goto("/cases/")
    writes(page, "编号", number)
    writes(page, "查询码", code)
    presses(page, "查询")
    arrives(page, f"投诉 {number}")


def moves_on(staff: Page, number: str, choice: str, text: str) -> None:
    """Moves a complaint on in the back office."""
    staff.goto("/admin/complaints/")
    staff.get_by_role("link", name=number).click()
    staff.get_by_role("radio", name=choice, exact=True).check()
    staff.get_by_role("textbox", name="给投诉人的答复").fill(text)
    staff.get_by_role("button", name="提交", exact=True).click()
    is_told(staff, f"投诉 {number} 已处理")


def test_a_farmer_complains_is_not_content_and_confirms_in_the_end(visitor, desk_of, county_database):
    visitor.goto("/services/free/")
    visitor.get_by_role("main").get_by_role("link", name="投诉", exact=True).first.click()
    arrives(visitor, "投诉")
    says(visitor, "余佳")
    visitor.get_by_role("main").locator("select[name=about]").select_option(label="本中心的服务")
    writes(visitor, "投诉内容", CONTENT)
    writes(visitor, "要求", "停用要提前通知。")
    writes(visitor, "姓名", "罗大山")
    writes(visitor, "手机号码", "139 0000 7778")
    visitor.get_by_label("附件1").set_input_files({"name": "预订单.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    presses(visitor, "提交投诉")
    # Nothing is lost where the consent is missing, the paper neither.
    expect(visitor.get_by_label("投诉内容")).to_have_value(CONTENT)
    says(visitor, "已选：预订单.pdf")
    visitor.get_by_label("我同意把上面的内容交给中心").check()
    presses(visitor, "提交投诉")
    says(visitor, "请记下编号和查询码")
    expect(visitor.get_by_role("main").get_by_role("link", name="预订单.pdf")).to_be_visible()
    number, code = reads(visitor, "编号："), reads(visitor, "查询码：")

    staff = signs_in(desk_of(), county_database.account("运营人员"))
    moves_on(staff, number, "受理", "已受理，正在了解。")
    moves_on(staff, number, "当场解决", "以后停用会提前一天发短信。")
    looks_it_up(visitor, number, code)
    visitor.get_by_role("main").get_by_role("link", name="不满意，重新办理").click()
    writes(visitor, "哪里不满意", "来回的车费呢？")
    presses(visitor, "提交")
    says(visitor, "来回的车费呢？")
    moves_on(staff, number, "答复办理结果", "车费二十元可以到窗口领取。")
    looks_it_up(visitor, number, code)
    visitor.get_by_role("main").get_by_role("link", name="满意，确认结果", exact=True).click()
    visitor.get_by_role("radio", name="满意", exact=True).check()
    presses(visitor, "确认")
    says(visitor, "投诉人已确认")
