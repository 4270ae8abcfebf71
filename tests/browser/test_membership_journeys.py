"""Somebody in business who becomes a member, uses a benefit and leaves, on a phone, with and without JavaScript."""

from playwright.sync_api import Page, expect

from portal.membership.models import CentreMembership
from tests.browser.account_steps import arrives, enters, presses, writes
from tests.browser.editor_steps import signs_in
from tests.support.made_files import pdf

SHOP = "竹篮小店（演示）"


def applies(visitor: Page) -> None:
    """Reads what members get and owe, and applies as a person; a forgotten promise loses nothing."""
    main = visitor.get_by_role("main")
    visitor.goto("/membership/")
    expect(main.get_by_role("heading", name="专享权益")).to_be_visible()
    expect(main.locator("#members")).to_contain_text("青岭油茶")
    main.get_by_role("link", name="申请成为会员").click()
    arrives(visitor, "申请成为会员")
    expect(main).to_contain_text("力所能及地帮助其他会员。")
    visitor.get_by_label("会员类型", exact=True).select_option(label="个人创业者")
    visitor.get_by_label("与本县的关系").select_option(label="在本县登记或经营")
    for name, words in (("店名或经营名称", SHOP), ("主要业务", "竹编网店"), ("申请理由", "想请专家看看直播间。")):
        writes(visitor, name, words)
    visitor.get_by_label("其他材料").set_input_files({"name": "店.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    visitor.get_by_label("我同意中心为办理会员申请").check()
    visitor.get_by_label("我同意成为会员后在网站上公开").check()
    presses(visitor, "提交申请")
    expect(main).to_contain_text("请先阅读并勾选同意。")
    expect(main).to_contain_text("店.pdf")
    visitor.get_by_label("我承诺遵守法律和会员规则").check()
    presses(visitor, "提交申请")
    expect(main).to_contain_text("已提交，待提报")
    expect(main.get_by_role("link", name="其他材料.pdf")).to_be_visible()


def decides(staff: Page, step: str, **said: str) -> None:
    """Takes the application on its next step."""
    staff.goto("/admin/membership/applications/")
    staff.get_by_role("row").filter(has_text=SHOP).get_by_role("link").click()
    staff.get_by_label(step, exact=True).check()
    for name, words in said.items():
        staff.locator(f"textarea[name={name}]").fill(words)
    staff.get_by_role("button", name="提交").click()
    expect(staff.get_by_text("已提报" if "note" in said else "已处理").first).to_be_visible()


def test_applied_decided_signed_used_left(visitor, desk_of, county_database):
    enters(visitor, county_database.account("个人"))
    applies(visitor)
    main = visitor.get_by_role("main")

    keeper = signs_in(desk_of(), county_database.account("会员管理"))
    decides(keeper, "提报中心主任", note="直播半年，建议吸收。")
    decides(signs_in(desk_of(), county_database.account("中心主任")), "批准", reason="同意入会，请来签协议。")
    keeper.goto("/admin/membership/")
    keeper.get_by_role("link", name=SHOP).click()
    keeper.locator("input[name=sign-file]").set_input_files({"name": "协议.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    keeper.get_by_role("button", name="登记已签协议").click()
    keeper.get_by_role("button", name="发放铭牌").click()
    keeper.locator("select[name=use-benefit]").select_option(label="专家指导")
    keeper.locator("input[name=use-what]").fill("专家看了直播间的灯光。")
    keeper.get_by_role("button", name="登记权益使用").click()
    expect(keeper.get_by_text("已办理：登记权益使用。")).to_be_visible()

    visitor.goto("/membership/")
    expect(main.locator("#members")).to_contain_text(SHOP)
    visitor.goto("/my/membership/")
    main.get_by_role("link", name=SHOP).click()
    arrives(visitor, SHOP)
    number = CentreMembership.objects.latest("pk").plaque_number
    for words in ("正式会员", number, "专家看了直播间的灯光。"):
        expect(main).to_contain_text(words)
    presses(visitor, "不再公开")
    expect(main.get_by_role("button", name="同意公开列出")).to_be_visible()
    main.get_by_role("link", name="申请退出").click()
    visitor.get_by_label("我明白退出后不再享受会员权益").check()
    presses(visitor, "申请退出")
    expect(main).to_contain_text("申请退出，待商定")

    keeper.reload()
    keeper.get_by_role("button", name="同意退出").click()
    keeper.get_by_role("button", name="登记铭牌交回").click()
    expect(keeper.get_by_text("已办理：登记铭牌交回。")).to_be_visible()
    visitor.goto("/my/messages/")
    expect(main).to_contain_text("您的会员资格：已退出")
    visitor.goto("/membership/")
    expect(main.locator("#members")).not_to_contain_text(SHOP)
