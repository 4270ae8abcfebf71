"""Somebody who reckons, applies to settle and sends what was missing, staff who judge and sign, on a phone, with and without JavaScript."""

from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.settlement.models import Application
from portal.settlement.terms import last_day
from tests.browser.account_steps import arrives, enters, presses, writes
from tests.browser.editor_steps import signs_in
from tests.support.made_files import pdf


def reckons(visitor: Page) -> None:
    """Reads the rules, and asks the calculator for a year in which the sales fall short."""
    main = visitor.get_by_role("main")
    visitor.goto("/settle/")
    expect(main).to_contain_text("入驻率 43%")
    main.get_by_role("link", name="免租测算").click()
    visitor.get_by_label("入驻第几年").select_option("2")
    writes(visitor, "这一年的销售额（万元）", "60")
    presses(visitor, "测算")
    expect(main.get_by_role("status")).to_contain_text("还差 40 万元")


def steps_on(staff: Page, number: str, choice: str, words: str) -> None:
    """Moves an application on in the back office."""
    staff.goto("/admin/settlement/")
    staff.get_by_role("link", name=number).click()
    staff.get_by_label(choice, exact=True).check()
    staff.get_by_label("给申请人的答复").fill(words)
    staff.get_by_role("button", name="提交", exact=True).click()
    expect(staff.get_by_text(f"入驻申请 {number} 已处理。")).to_be_visible()


def notes(staff: Page, step: str, **typed: str) -> None:
    """Notes a step of the agreement that is open."""
    staff.get_by_role("link", name=step).click()
    for label, value in typed.items():
        field = staff.get_by_label(label, exact=False).first
        field.select_option(label=value) if label == "房间" else field.fill(value)
    staff.get_by_role("button", name="登记", exact=True).click()
    expect(staff.get_by_text("已登记。")).to_be_visible()


def test_applied_completed_judged_signed_and_moved_in(visitor, desk_of, county_database):
    reckons(visitor)
    enters(visitor, county_database.account("等待核验的申请人"))
    main = visitor.get_by_role("main")
    visitor.goto("/settle/")
    main.get_by_role("link", name="申请入驻").first.click()
    arrives(visitor, "申请入驻")
    visitor.get_by_label("创业个体").check()
    for label, text in (("企业或项目名称", "柯家竹器网店"), ("入驻意愿和理由", "想找个固定的地方发货。"), ("成员1的职务", "店长")):
        writes(visitor, label, text)
    writes(visitor, "概况", "竹器做了十年。")
    presses(visitor, "提交申请")
    expect(main).to_contain_text("请填写“需要的面积（平方米）”。")
    expect(visitor.get_by_label("入驻意愿和理由")).to_have_value("想找个固定的地方发货。")
    writes(visitor, "需要的面积（平方米）", "20")
    visitor.get_by_label("我同意把上面的内容和材料交给").check()
    presses(visitor, "提交申请")
    expect(main).to_contain_text("已收到，待核对材料")
    case = Application.objects.get(user__username="claimant")

    staff = signs_in(desk_of(), county_database.account("招商人员"))
    steps_on(staff, case.number, "要求补材料", "请补交团队名单。")
    visitor.goto(case.get_owner_url())
    main.get_by_role("link", name="补交材料").click()
    visitor.get_by_label("团队名单").set_input_files({"name": "名单.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    presses(visitor, "提交材料")
    expect(main.get_by_role("link", name="团队名单.pdf")).to_be_visible()

    steps_on(staff, case.number, "材料齐全，提交评审", "本周评审。")
    staff.goto(f"/admin/settlement/{case.pk}/")
    staff.get_by_role("link", name="登记评审").click()
    for label, text in (("评审意见", "同意。"), ("会议纪要或面谈记录", "谈了货源。"), ("成员1：姓名", "汪组长"), ("成员1：分数", "91")):
        staff.get_by_label(label).fill(text)
    staff.get_by_role("button", name="登记", exact=True).click()
    steps_on(staff, case.number, "通过", "评审通过。")

    staff.goto(f"/admin/settlement/{case.pk}/")
    staff.get_by_role("link", name="入驻协议", exact=True).last.click()
    today = timezone.localdate()
    notes(staff, "登记备案", 备案日期=f"{today:%Y-%m-%d}", 备案编号="通商备9号")
    days = {"签订日期": today, "入驻起始日期": today, "协议有效期至": last_day(today, 1)}
    notes(staff, "登记签约", 房间="孵化 306", **{label: f"{day:%Y-%m-%d}" for label, day in days.items()})
    notes(staff, "登记入驻")

    visitor.goto("/my/settlement/")
    main.get_by_role("link", name="入驻协议：柯家竹器网店").click()
    expect(main).to_contain_text("已入驻")
    visitor.goto("/settle/")
    expect(main).to_contain_text("入驻率 57%")
