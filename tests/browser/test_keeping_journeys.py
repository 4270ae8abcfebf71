"""People keep their own entry on a phone, and owners leave in order: with and without JavaScript."""

from io import BytesIO

from PIL import Image
from playwright.sync_api import Page, expect

from portal.accounts.models import LimitCounter, User
from portal.catalogues.models import Provider, Station
from tests.browser.account_steps import arrives, enters, newest_code, presses, writes
from tests.browser.editor_steps import approves, signs_in


def says(page: Page, words: str) -> None:
    """Sees these words on the page."""
    expect(page.get_by_role("main")).to_contain_text(words)


def opens_own_entry(page: Page, name: str) -> None:
    """Goes from the overview to the form of an entry."""
    page.get_by_role("main").get_by_role("link", name="我的网点和服务").click()
    arrives(page, "我的网点和服务")
    page.get_by_role("main").get_by_role("link", name="修改").click()
    arrives(page, name)


def chooses_a_photo(page: Page) -> None:
    """Chooses a photo, as a phone's camera makes it."""
    out = BytesIO()
    Image.new("RGB", (800, 600), "seagreen").save(out, "JPEG")
    page.locator("input[name=upload]").set_input_files({"name": "门头.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()})


def test_a_keeper_changes_hours_and_picture(visitor, desk_of, county_database):
    station = Station.objects.get(keepers__user__username="keeper")
    enters(visitor, county_database.account("站点站长"))
    opens_own_entry(visitor, station.name)
    writes(visitor, "服务时间", "每天 7:30–19:00")
    chooses_a_photo(visitor)
    presses(visitor, "提交审核")
    arrives(visitor, "我的网点和服务")
    says(visitor, "正在审核")
    visitor.get_by_role("link", name="查看公开的页面").click()
    expect(visitor.get_by_role("main")).not_to_contain_text("7:30–19:00")
    approves(signs_in(desk_of(), county_database.account("审核员")), station.name)
    visitor.goto(station.get_absolute_url())
    says(visitor, "7:30–19:00")
    expect(visitor.locator("main picture img")).to_have_count(1)


def test_a_provider_adds_a_price(visitor, county_database):
    provider = Provider.objects.get(memberships__user__username="provider")
    enters(visitor, county_database.account("服务商"))
    opens_own_entry(visitor, provider.name)
    visitor.get_by_role("button", name="加一条").click()
    row = visitor.locator(".rows__row").last
    for label, words in (("服务名称", "短视频剪辑"), ("服务内容", "三十秒以内"), ("价格（元）", "￥120"), ("计价单位", "条")):
        row.get_by_label(label, exact=True).fill(words)
    presses_first(visitor, "提交审核")
    arrives(visitor, "我的网点和服务")
    says(visitor, "正在审核")
    draft = Provider.objects.get(pk=provider.pk).get_latest_revision_as_object()
    assert str(draft.offers.all().last().price) == "120"


def presses_first(page: Page, button: str) -> None:
    """Presses the first of the buttons with these words: a long form has one at each end."""
    page.get_by_role("main").get_by_role("button", name=button, exact=True).first.click()


def test_an_owner_gives_the_firm_back_and_closes_the_account(visitor, county_database):
    enters(visitor, county_database.account("企业成员"))
    visitor.goto("/my/data/close/")
    says(visitor, "唯一的负责人")
    visitor.get_by_role("link", name="交还中心管理").click()
    arrives(visitor, "交还中心管理")
    visitor.get_by_label("我确认把企业交还中心").check()
    presses(visitor, "交还")
    arrives(visitor, "我的企业")
    visitor.goto("/my/data/close/")
    LimitCounter.objects.all().delete()
    presses(visitor, "向这个号码发送验证码")
    says(visitor, "验证码已发送到")
    visitor.locator("main input[name=code]").fill(newest_code())
    visitor.get_by_label("我明白注销后不能恢复").check()
    presses(visitor, "注销账号")
    arrives(visitor, "账号已注销")
    assert not User.objects.filter(username="enterprise").exists()
