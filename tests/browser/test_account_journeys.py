"""Accounts on a cheap phone, with and without scripts: registering by each way, coming back, one's own data, staff's second factor."""

import json

import pytest
from playwright.sync_api import expect

from portal.accounts.models import LimitCounter, User
from portal.accounts.paper import print_sheet
from tests.browser.account_steps import (
    agrees,
    arrives,
    asks_for_a_code,
    fills_in,
    newest_code,
    one_time_password,
    presses,
    registers_by_code,
    signs_out,
)

PHONE, PASSWORD = "13700001111", "long-enough-pass-1"


def sees_in_main(page, text: str) -> None:
    expect(page.get_by_role("main").get_by_text(text).first).to_be_visible()


def test_register_by_code_and_come_back(visitor):
    registers_by_code(visitor, PHONE, "田丰收")
    sees_in_main(visitor, "田丰收，您好")
    signs_out(visitor)
    visitor.goto("/accounts/code/")
    code = asks_for_a_code(visitor, PHONE)
    fills_in(visitor, code=code)
    presses(visitor, "确定")
    arrives(visitor, "我的")


def test_wrong_codes_burn_and_a_new_one_replaces(visitor):
    visitor.goto("/accounts/code/")
    code = asks_for_a_code(visitor, PHONE)
    wrong = "000000" if code != "000000" else "000001"
    for _each in range(4):
        fills_in(visitor, code=wrong)
        presses(visitor, "确定")
        sees_in_main(visitor, "验证码不正确")
    fills_in(visitor, code=wrong)
    presses(visitor, "确定")
    sees_in_main(visitor, "验证码已失效")
    fills_in(visitor, code=code)
    presses(visitor, "确定")
    sees_in_main(visitor, "验证码已失效")
    LimitCounter.objects.all().delete()
    presses(visitor, "重新发送验证码")
    fills_in(visitor, code=newest_code())
    presses(visitor, "确定")
    arrives(visitor, "完成注册")


def test_register_by_password_and_sign_in_with_it(visitor):
    visitor.goto("/accounts/signup/")
    fills_in(visitor, name="田丰收", phone=PHONE, password1=PASSWORD, password2="something-else-1")
    agrees(visitor)
    presses(visitor, "同意并注册")
    sees_in_main(visitor, "两次输入的密码不一样")
    fills_in(visitor, password1=PASSWORD, password2=PASSWORD)
    presses(visitor, "同意并注册")
    arrives(visitor, "我的")
    sees_in_main(visitor, "欢迎注册")
    signs_out(visitor)
    visitor.goto("/accounts/login/")
    fills_in(visitor, login=PHONE, password=PASSWORD)
    presses(visitor, "登录")
    arrives(visitor, "我的")


def test_register_by_paper_code(visitor):
    _sheet, codes = print_sheet("某镇联络点", User.objects.get(username="director"), 1)
    visitor.goto("/accounts/login/")
    visitor.get_by_role("link", name="用服务网点的注册码注册").click()
    fills_in(visitor, code=codes[0], name="田丰收", phone=PHONE, password1=PASSWORD, password2=PASSWORD)
    agrees(visitor)
    presses(visitor, "同意并注册")
    arrives(visitor, "我的")


def test_own_data(visitor):
    registers_by_code(visitor, PHONE, "田丰收")
    visitor.goto("/my/data/")
    sees_in_main(visitor, PHONE)
    visitor.get_by_role("link", name="更正姓名和邮箱").click()
    fills_in(visitor, name="田大丰")
    presses(visitor, "保存")
    sees_in_main(visitor, "田大丰")
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name="下载全部资料").click()
    data = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert data["account"][0]["手机号码"] == PHONE
    visitor.get_by_role("link", name="更换或核验手机号码").click()
    fills_in(visitor, code=asks_for_a_code(visitor, "13700002222"))
    presses(visitor, "确定")
    sees_in_main(visitor, "13700002222")
    visitor.get_by_role("link", name="注销账号").click()
    sees_in_main(visitor, "137****2222")
    LimitCounter.objects.all().delete()
    presses(visitor, "向这个号码发送验证码")
    fills_in(visitor, code="000000")
    visitor.get_by_label("我明白注销后不能恢复").check()
    presses(visitor, "注销账号")
    sees_in_main(visitor, "验证码不正确")
    fills_in(visitor, code=newest_code())
    presses(visitor, "注销账号")
    arrives(visitor, "账号已注销")
    assert not User.objects.filter(first_name="田大丰").exists()


@pytest.mark.parametrize("door", ["/admin/login/", "/accounts/login/"])
def test_staff_set_up_a_second_factor_and_sign_in_with_it(visitor, county_database, settings, door):
    settings.STAFF_SECOND_FACTOR = True
    account = county_database.account("网络编辑")

    def enters():
        visitor.goto(door)
        name = "username" if "admin" in door else "login"
        visitor.locator(f"input[name={name}]").fill(account["username"])
        visitor.locator("input[name=password]").fill(account["password"])
        visitor.locator("main form button[type=submit]").click()

    enters()
    arrives(visitor, "请再次输入密码")
    fills_in(visitor, password=account["password"])
    presses(visitor, "确定")
    arrives(visitor, "启用双重验证")
    secret = visitor.locator("main code").inner_text()
    fills_in(visitor, code=one_time_password(secret))
    presses(visitor, "启用")
    arrives(visitor, "备用码")
    recovery = visitor.locator("main code").first.inner_text()
    visitor.context.clear_cookies()
    enters()
    arrives(visitor, "双重验证")
    fills_in(visitor, code="000000")
    presses(visitor, "登录")
    arrives(visitor, "双重验证")
    fills_in(visitor, code=recovery)
    presses(visitor, "登录")
    visitor.wait_for_url("**/admin/")
