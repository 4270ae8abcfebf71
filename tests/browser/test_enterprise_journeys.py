"""An enterprise from its papers to its public page, and from one owner to the next: on a phone, with and without JavaScript."""

import re

from playwright.sync_api import Page, expect

from portal.enterprises.models import Enterprise, Membership
from tests.browser.account_steps import arrives, chooses, enters, presses, registers_by_code, writes
from tests.browser.editor_steps import approves, signs_in

CODE, NAME = "91421222MA4900010D", "（演示）晨露茶业有限公司"
NEWS = "（演示）明前茶今日开采"


def hands_in_papers(page: Page, licence, name: str = NAME, code: str = "9142 1222 ma49 0001 0d") -> None:
    """Fills in who the enterprise is, with a picture of its licence."""
    writes(page, "名称", name)
    chooses(page, "类型", "电商企业")
    writes(page, "统一社会信用代码", code)
    page.get_by_label("行业分类").select_option(index=1)
    page.get_by_label("所在乡镇").select_option(index=1)
    page.get_by_label("营业执照照片").set_input_files(licence)
    presses(page, "提交核验")
    expect(page.get_by_role("main")).to_contain_text("待核验")


def staff_verify(desk: Page, name: str) -> None:
    """Compares the papers and verifies them."""
    desk.goto("/admin/enterprise-requests/")
    desk.get_by_role("link", name=name).first.click()
    desk.get_by_role("radio", name="核验通过").check()
    desk.get_by_role("main").get_by_role("button", name="提交").click()
    desk.wait_for_url("**/enterprise-requests/")


def test_registered_verified_edited_approved_public(visitor, desk_of, county_database, tmp_path):
    from PIL import Image

    licence = tmp_path / "执照.png"
    Image.new("RGB", (300, 200), "white").save(licence)
    registers_by_code(visitor, "13911112222", "申企业")
    visitor.goto("/my/enterprise/")
    visitor.get_by_role("link", name="登记或认领企业").click()
    hands_in_papers(visitor, licence)
    staff_verify(signs_in(desk_of(), county_database.account("会员管理")), NAME)

    visitor.goto("/my/enterprise/")
    visitor.get_by_role("link", name=re.compile(re.escape(NAME))).click()
    arrives(visitor, NAME)
    visitor.get_by_role("link", name="填写或修改主页").click()
    writes(visitor, "主营业务", "茶叶种植、加工和销售")
    writes(visitor, "企业简介", "自有茶园，统一管护、采摘和加工。")
    visitor.locator("button[name=more][value=news_items]").click()
    visitor.locator("[name=news_items-0-text]").fill(NEWS)
    visitor.get_by_role("main").get_by_role("button", name="提交审核").last.click()
    arrives(visitor, NAME)
    expect(visitor.get_by_role("main")).to_contain_text("正在审核")
    enterprise = Enterprise.objects.get(credit_code=CODE)
    assert visitor.goto(enterprise.get_absolute_url()).status == 404

    approves(signs_in(desk_of(), county_database.account("审核员")), NAME)

    visitor.goto(enterprise.get_absolute_url())
    arrives(visitor, NAME)
    for words in (NEWS, "已核验", "近期已确认"):
        expect(visitor.get_by_role("main")).to_contain_text(words)


def test_claimed_from_its_public_page(visitor, desk_of, county_database, tmp_path):
    from PIL import Image

    licence = tmp_path / "执照.png"
    Image.new("RGB", (300, 200), "white").save(licence)
    listed = Enterprise.objects.visible().filter(verified_at=None, memberships=None).exclude(credit_code=None).order_by("pk").first()
    registers_by_code(visitor, "13911117777", "认领人")
    visitor.goto(listed.get_absolute_url())
    visitor.get_by_role("link", name="认领并管理").click()
    hands_in_papers(visitor, licence, listed.name, listed.credit_code.lower())
    staff_verify(signs_in(desk_of(), county_database.account("会员管理")), listed.name)
    visitor.goto("/my/enterprise/")
    visitor.get_by_role("link", name=re.compile(re.escape(listed.name))).click()
    expect(visitor.get_by_role("main")).to_contain_text("已核验")
    assert Membership.objects.get(organisation=listed, left_at=None).role == Membership.Role.OWNER


def test_handed_over_and_left(visitor, desk_of, county_database):
    registers_by_code(visitor, "13911113333", "新负责")
    owner = Membership.objects.get(user__username="enterprise", left_at=None)
    newcomer = Membership.objects.create(
        user_id=owner.user.__class__.objects.get(first_name="新负责").pk, organisation=owner.organisation, role=Membership.Role.MANAGER
    )
    desk = enters(desk_of(), county_database.account("企业成员"))
    desk.goto(f"/my/enterprise/{owner.organisation_id}/members/")
    card = desk.locator(".rows__row").filter(has_text="新负责")
    card.get_by_role("button", name="请其接手负责人").click()
    expect(desk.get_by_role("main")).to_contain_text("等待确认的移交")

    visitor.goto(f"/my/enterprise/{owner.organisation_id}/")
    presses(visitor, "接受移交")
    newcomer.refresh_from_db()
    assert newcomer.role == Membership.Role.OWNER
    desk.goto(f"/my/enterprise/{owner.organisation_id}/members/")
    desk.get_by_role("button", name="退出企业").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("我的企业")
