"""People who ask for a service, providers who answer, and keepers who act for somebody; on a phone, with and without JavaScript."""

from playwright.sync_api import Page, expect

from portal.service_requests.models import ServiceRequest
from tests.browser.account_steps import arrives, chooses, enters, presses, writes
from tests.browser.editor_steps import is_told, signs_in
from tests.support import parts

NEED = "十斤干笋要拍照片，越快越好。"


def says(page: Page, words: str) -> None:
    """Sees these words on the page."""
    expect(page.get_by_role("main")).to_contain_text(words)


def writes_what_is_needed(page: Page, name: str) -> None:
    """Fills in who needs what."""
    writes(page, name, "李大山")
    page.get_by_role("main").locator("select[name=town]").select_option(label="麦市镇")
    writes(page, "需要什么", NEED)


def reads(page: Page, label: str) -> str:
    """Reads what stands behind a label."""
    return page.get_by_role("main").get_by_text(label).locator("strong").inner_text()


def looks_it_up(page: Page, number: str, code: str) -> None:
    """Opens the page of a request with its number and code."""
    page.goto("/services/request/status/")
    writes(page, "申请编号", number)
    writes(page, "查询码", code)
    presses(page, "查询")
    arrives(page, f"服务申请 {number}")


def test_a_farmer_without_account_asks_a_provider_answers_and_the_farmer_grades(visitor, desk_of, county_database):
    visitor.goto("/services/paid/product-shooting/")
    visitor.get_by_role("main").get_by_role("link", name="申请这项服务").click()
    arrives(visitor, "申请服务")
    says(visitor, "申请的服务：商品摄影")
    writes_what_is_needed(visitor, "姓名")
    writes(visitor, "手机号码", "139 0000 8888")
    presses(visitor, "提交申请")
    # Nothing typed is lost where the consent is missing.
    expect(visitor.get_by_label("需要什么")).to_have_value(NEED)
    visitor.get_by_label("我同意把上面的内容交给中心").check()
    presses(visitor, "提交申请")
    says(visitor, "请记下编号和查询码")
    number, code = reads(visitor, "编号："), reads(visitor, "查询码：")

    staff = signs_in(desk_of(), county_database.account("运营人员"))
    staff.goto("/admin/service-requests/")
    staff.get_by_role("link", name=number).click()
    expect(staff.get_by_role("main")).not_to_contain_text("李大山")
    provider = ServiceRequest.objects.get(state="working", user__username="farmer").provider
    staff.get_by_role("combobox", name="服务类别").select_option(label="全部")
    staff.get_by_role("button", name="筛选").click()
    staff.get_by_role("radio", name="对接给服务商").check()
    staff.get_by_role("radio", name=provider.name).check()
    staff.get_by_role("textbox", name="给申请人的答复").fill("已请服务商与您联系。")
    staff.get_by_role("button", name="提交", exact=True).click()
    is_told(staff, f"服务申请 {number} 已处理")

    answering = enters(desk_of(), county_database.account("服务商"))
    answering.get_by_role("link", name="收到的服务申请").click()
    answering.locator("main section").filter(has_text=number).get_by_role("link").click()
    says(answering, "李**")
    answering.get_by_role("radio", name="接受").check()
    presses(answering, "提交")
    says(answering, "李大山")
    writes(answering, "办理结果", "拍好了，照片已发给您。")
    writes(answering, "收费（元）", "80")
    presses(answering, "提交")
    arrives(answering, "收到的服务申请")

    looks_it_up(visitor, number, code)
    says(visitor, "拍好了，照片已发给您。")
    visitor.get_by_role("main").get_by_role("link", name="评价这次服务").click()
    visitor.get_by_role("radio", name="满意", exact=True).check()
    presses(visitor, "提交评价")
    says(visitor, "您的评价")
    expect(visitor.get_by_role("link", name="评价这次服务")).to_have_count(0)


def test_a_keeper_acts_for_a_farmer_who_looks_it_up_and_withdraws(visitor, desk_of, county_database):
    keeper = enters(desk_of(), county_database.account("站点站长"))
    keeper.get_by_role("link", name="代办", exact=True).click()
    keeper.get_by_role("link", name="替人申请服务").click()
    says(keeper, "委托他人代为申请服务")
    keeper.get_by_role("main").locator("select[name=station]").select_option(index=1)
    chooses(keeper, "本人怎样同意", "本人当面口头同意")
    writes_what_is_needed(keeper, "本人姓名")
    keeper.get_by_label("我已向本人念过上面的同意书").check()
    presses(keeper, "提交并打印凭条")
    arrives(keeper, "代办凭条")
    number, code = (keeper.locator("main dl div").filter(has_text=label).locator("dd").inner_text() for label in ("编号", "查询码"))
    if "pango" not in parts.missing():
        paper = keeper.request.get(keeper.get_by_role("link", name="下载凭条 PDF").get_attribute("href"))
        assert paper.body().startswith(b"%PDF")
    keeper.goto("/act-for/")
    says(keeper, "李**")

    # The farmer has the slip and no account.
    looks_it_up(visitor, number, code)
    visitor.get_by_role("main").get_by_role("link", name="撤回申请").click()
    visitor.get_by_label("我明白撤回后").check()
    presses(visitor, "撤回")
    says(visitor, "申请人已撤回")
    expect(visitor.get_by_role("main")).not_to_contain_text(NEED)
    keeper.goto("/my/messages/")
    says(keeper, f"服务申请 {number}：申请人已撤回")
