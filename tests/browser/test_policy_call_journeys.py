"""A firm that checks whether it qualifies and declares, staff who hand it in, on a phone, with and without JavaScript."""

from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.policy_calls.models import PolicyCall
from tests.browser.account_steps import arrives, enters, presses, writes
from tests.browser.editor_steps import signs_in
from tests.support.made_files import pdf

CALL = "网店上规模扶持资金申报（演示）"


def checks_whether_it_qualifies(visitor: Page) -> None:
    """Ticks all conditions but one, reads which is missing, and ticks that too."""
    main = visitor.get_by_role("main")
    boxes = main.get_by_role("checkbox")
    for box in boxes.all()[:-1]:
        box.check()
    presses(visitor, "看看我符不符合")
    missing = main.get_by_role("status").get_by_role("listitem")
    expect(missing).to_have_text("近两年没有严重失信和食品安全处罚记录")
    boxes.last.check()
    presses(visitor, "看看我符不符合")
    expect(main.get_by_text("列出的条件您都符合，可以申报。")).to_be_visible()
    expect(missing).not_to_be_visible()


def test_checked_declared_handed_in(visitor, desk_of, county_database):
    call = PolicyCall.objects.get(name=CALL)
    path = call.get_absolute_url()
    visitor.goto("/policies/")
    main = visitor.get_by_role("main")
    main.get_by_role("link", name="政策申报", exact=True).click()
    expect(main.get_by_role("listitem").filter(has_text=CALL)).to_contain_text(call.time_left)
    main.get_by_role("link", name=CALL).click()
    arrives(visitor, CALL)
    checks_whether_it_qualifies(visitor)

    enters(visitor, county_database.account("企业成员"))
    visitor.goto(path)
    main.get_by_role("link", name="查看我的申报").click()
    expect(main).to_contain_text("申报表第二页没有盖章")
    presses(visitor, "撤回申报")
    expect(main).to_contain_text("已撤回")

    visitor.goto(path)
    main.get_by_role("link", name="我要申报").click()
    arrives(visitor, f"我要申报：{CALL}")
    writes(visitor, "联系人", "商会计")
    visitor.get_by_label("扶持资金申报表").set_input_files({"name": "表.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    writes(visitor, "补充说明", "截图下周补交。")
    presses(visitor, "提交申报")
    expect(main).to_contain_text("请先阅读并勾选同意。")
    expect(main).to_contain_text("表.pdf")
    visitor.get_by_label("我同意把联系人、手机号码和申报材料").check()
    presses(visitor, "提交申报")
    arrives(visitor, CALL)
    expect(main).to_contain_text("已收到")
    expect(main.get_by_role("link", name="扶持资金申报表.pdf")).to_be_visible()

    staff = signs_in(desk_of(), county_database.account("行政专员"))
    for state, day in (("材料已核", ""), ("已报送", f"{timezone.localdate():%Y-%m-%d}")):
        staff.goto("/admin/policy-calls/declarations/")
        staff.get_by_role("main").get_by_role("link", name="青岭油茶").click()
        expect(staff.get_by_text("商会计")).to_be_visible()
        staff.get_by_label("办理结果").select_option(label=state)
        staff.get_by_label("报送日期").fill(day)
        staff.get_by_role("button", name="登记并通知企业").click()
        expect(staff.get_by_text("已登记，企业会收到通知。")).to_be_visible()

    visitor.goto("/my/messages/")
    expect(main).to_contain_text(f"政策申报（已报送）：{CALL}")
    visitor.goto("/my/declarations/")
    expect(main.locator("section").filter(has_text="已报送")).to_contain_text(CALL)
