"""Services in use: a studio applies on a phone and is listed, and staff type a visit."""

from io import BytesIO

from PIL import Image
from playwright.sync_api import Page, expect

from portal.accounts.roles import OPERATOR
from portal.catalogues.models import Provider, Station
from portal.records.models import ServiceRecord
from tests.browser.account_steps import arrives, enters, writes
from tests.browser.editor_steps import approves, is_told, signs_in
from tests.browser.test_keeping_journeys import presses_first, says


def sends_a_licence(page: Page) -> None:
    """Chooses a photo of the licence."""
    out = BytesIO()
    Image.new("RGB", (800, 600), "white").save(out, "JPEG")
    page.locator("input[name=licence]").set_input_files({"name": "执照.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()})


def test_a_studio_applies_and_is_listed(visitor, desk_of, county_database):
    enters(visitor, county_database.account("个人"))
    visitor.goto("/providers/")
    visitor.get_by_role("link", name="申请成为服务商").click()
    arrives(visitor, "申请成为服务商")
    writes(visitor, "服务商名称", "青桥摄影（演示）")
    visitor.get_by_label("视觉", exact=True).check()
    writes(visitor, "服务商介绍", "为本县农产品拍摄主图和短视频。")
    writes(visitor, "公开电话", "0715-000 7788")
    for label, words in (("服务名称", "商品拍摄"), ("服务内容", "主图五张"), ("价格（元）", "￥80"), ("计价单位", "款")):
        visitor.locator(".rows__row").first.get_by_label(label, exact=True).fill(words)
    presses_first(visitor, "提交申请")
    says(visitor, "请填写“营业执照”")
    expect(visitor.get_by_label("服务商名称")).to_have_value("青桥摄影（演示）")
    sends_a_licence(visitor)
    presses_first(visitor, "提交申请")
    arrives(visitor, "我的网点和服务")
    says(visitor, "入库状态：已申请")
    provider = Provider.objects.get(name="青桥摄影（演示）")
    desk = signs_in(desk_of(), county_database.account("中心主任"))
    desk.goto(f"/admin/providers/{provider.pk}/state/")
    expect(desk.get_by_role("link", name="营业执照.jpg")).to_be_visible()
    desk.get_by_label("已入库").check()
    desk.get_by_label("理由").fill("执照和价格齐全。")
    desk.get_by_role("button", name="确认变更").click()
    is_told(desk, "已入库")
    approves(signs_in(desk_of(), county_database.account("审核员")), provider.name)
    visitor.goto(provider.get_absolute_url())
    arrives(visitor, "青桥摄影（演示）")
    visitor.goto("/my/messages/")
    says(visitor, "已入库")


def test_staff_type_a_visit(desk_of, county_database):
    station = Station.objects.order_by("code").first()
    desk = signs_in(desk_of(), county_database.account(OPERATOR.name))
    desk.goto("/admin/service-records/new/")
    desk.get_by_label("服务类别").select_option("网点摸排")
    desk.get_by_label("服务方式").select_option("上门/下沉")
    desk.get_by_label("服务内容").fill("核对设备和快递线路。")
    desk.get_by_label("服务对象类型").select_option("服务网点")
    desk.get_by_role("button", name="创建").click()
    expect(desk.get_by_text("请选择服务网点。")).to_be_visible()
    expect(desk.get_by_label("服务内容")).to_have_value("核对设备和快递线路。")
    desk.locator("[data-contentpath=station]").get_by_role("button", name="选择").first.click()
    desk.get_by_role("dialog").get_by_role("link", name=station.name, exact=True).first.click()
    desk.get_by_role("button", name="创建").click()
    is_told(desk, "已创建")
    record = ServiceRecord.objects.get(content="核对设备和快递线路。")
    assert (record.station, record.channel, record.staff) == (station, "visit", record.created_by)
    desk.goto("/admin/station-coverage/")
    expect(desk.get_by_role("main")).to_contain_text("覆盖率")
