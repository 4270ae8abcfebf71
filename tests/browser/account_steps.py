"""What people do with their accounts, in their words; all of it works without JavaScript."""

import re

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect

from portal.accounts.models import LimitCounter, TextMessage


def presses(page: Page, button: str) -> None:
    """Presses the button with these words."""
    page.get_by_role("main").get_by_role("button", name=button, exact=True).click()


def fills_in(page: Page, **fields: str) -> None:
    """Fills in fields by their names."""
    for name, value in fields.items():
        page.get_by_role("main").locator(f"input[name={name}]").fill(value)


def agrees(page: Page) -> None:
    """Ticks the agreement."""
    page.get_by_label("我已阅读并同意").check()


def asks_for_a_code(page: Page, phone: str) -> str:
    """Has a code sent and returns it, as staff would read it to the person from the outbox."""
    LimitCounter.objects.all().delete()
    fills_in(page, phone=phone)
    presses(page, "获取验证码")
    expect(page.get_by_role("heading", level=1)).to_have_text("填写验证码")
    return newest_code()


def newest_code() -> str:
    """Return the code of the newest text message."""
    return re.search(r"\d{6}", TextMessage.objects.order_by("-pk")[0].text).group()


def arrives(page: Page, heading: str) -> None:
    """Is on the page with this heading."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def registers_by_code(page: Page, phone: str, name: str) -> None:
    """Registers with a phone, from the sign-in link at the head of the page."""
    page.goto("/")
    page.get_by_role("link", name="登录", exact=True).click()
    page.get_by_role("link", name="用短信验证码登录或注册").click()
    fills_in(page, code=asks_for_a_code(page, phone))
    presses(page, "确定")
    arrives(page, "完成注册")
    fills_in(page, name=name)
    agrees(page)
    presses(page, "同意并注册")
    arrives(page, "我的")


def signs_out(page: Page) -> None:
    """Signs out."""
    page.goto("/my/")
    page.get_by_role("link", name="退出登录").click()
    presses(page, "退出登录")
    expect(page.get_by_role("link", name="登录", exact=True)).to_be_visible()


def one_time_password(secret: str) -> str:
    """Return what an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def enters(page: Page, account: dict) -> Page:
    """Signs in as one of the public, by user name and password."""
    page.goto("/accounts/login/")
    fills_in(page, login=account["username"], password=account["password"])
    page.get_by_role("main").locator("form button[type=submit]").first.click()
    arrives(page, "我的")
    return page


def chooses(page: Page, label: str, option: str) -> None:
    """Chooses an option of a select box."""
    page.get_by_label(label, exact=True).select_option(label=option)


def writes(page: Page, label: str, text: str) -> None:
    """Writes into the field with this label."""
    page.get_by_role("main").get_by_label(label, exact=True).fill(text)
