"""A grower who sells, a buyer who answers, staff who record the deal, on a phone, with and without JavaScript."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.records.models import ServiceRecord
from portal.trade_leads.models import TradeLead
from tests.browser.account_steps import arrives, chooses, enters, presses, writes
from tests.browser.editor_steps import approves, signs_in

NAME = "高山冷水米（演示）"
LEAD = f"供应：{NAME} 800 斤"


def posts_a_supply(visitor: Page) -> None:
    """Writes a supply from the public list and hands it in; the agreement is forgotten first."""
    visitor.goto("/supply-demand/")
    main = visitor.get_by_role("main")
    main.get_by_role("link", name="我要卖：发布供应").click()
    arrives(visitor, "发布供应")
    chooses(visitor, "类别", "粮油")
    writes(visitor, "产品名称", NAME)
    writes(visitor, "数量", "800")
    writes(visitor, "单位", "斤")
    writes(visitor, "单价（元）", "5.5")
    writes(visitor, "供应到什么时候", f"{timezone.localdate() + timedelta(days=40):%Y-%m-%d}")
    main.locator("select[name=town]").select_option(label="大坪乡")
    presses(visitor, "提交审核")
    expect(main).to_contain_text("请先阅读并勾选同意。")
    expect(visitor.get_by_label("产品名称", exact=True)).to_have_value(NAME)
    visitor.get_by_label("我同意在网站上公开这条信息").check()
    presses(visitor, "提交审核")
    arrives(visitor, "我的供求")


def test_posted_approved_found_answered_and_dealt(visitor, desk_of, county_database):
    enters(visitor, county_database.account("个人"))
    posts_a_supply(visitor)
    main = visitor.get_by_role("main")
    approves(signs_in(desk_of(), county_database.account("审核员")), LEAD)

    buyer = enters(desk_of(), county_database.account("服务商"))
    buyer.goto("/")
    buyer.locator("header input[name=q]").first.fill("高山冷水米")
    buyer.locator("header form button[type=submit]").first.click()
    buyer.get_by_role("main").get_by_role("link", name=LEAD).click()
    arrives(buyer, LEAD)
    assert "13900000001" not in buyer.content()
    buyer.get_by_role("link", name="我有意向").click()
    writes(buyer, "想说的话", "食堂要三百斤，下周三来拉。")
    buyer.get_by_label("我同意把姓名和手机号码交给发布人").check()
    presses(buyer, "提交意向")
    arrives(buyer, "我的供求")

    visitor.goto("/my/messages/")
    expect(main).to_contain_text("有人有意向")
    visitor.goto("/my/supply-demand/")
    main.get_by_role("article").filter(has_text=NAME).get_by_role("link", name="收到意向 1 份").click()
    expect(main).to_contain_text("食堂要三百斤")
    expect(main).to_contain_text("13900000003")
    presses(visitor, "已谈成")
    expect(main.get_by_role("article")).to_contain_text("已谈成")

    number = TradeLead.objects.get(product=NAME).pk
    staff = signs_in(desk_of(), county_database.account("运营人员"))
    staff.goto(f"/admin/trade-leads/{number}/matching/")
    staff.get_by_role("button", name="登记结果").click()
    staff.get_by_label("结果").select_option(label="成交")
    staff.get_by_label("成交金额（元）").fill("1650")
    staff.get_by_role("button", name="登记结果").click()
    expect(staff.get_by_text("已登记结果，并记入服务记录。")).to_be_visible()
    assert ServiceRecord.objects.filter(service_class="trade", content__contains="1650").exists()

    visitor.goto("/my/supply-demand/")
    main.get_by_role("article").filter(has_text=NAME).get_by_role("button", name="已成交").click()
    expect(main.get_by_role("article").filter(has_text=NAME)).to_contain_text("已成交")
    visitor.goto("/supply-demand/?kind=offer&category=grain")
    expect(main).not_to_contain_text(NAME)
