"""What staff do in the Wagtail admin, in their words; labels are the Chinese ones they read."""

from playwright.sync_api import Locator, Page, expect

from tests.support.servers import wait_until


def signs_in(page: Page, account: dict) -> Page:
    """Signs in with an account of the demo and arrives at the dashboard."""
    page.goto("/admin/")
    page.get_by_label("用户名").fill(account["username"])
    page.locator("input[type=password]").fill(account["password"])
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/admin/")
    return page


def approves(page: Page, title: str) -> None:
    """Approves what waits under this title in the queue of the review."""
    page.goto("/admin/moderation/queue/")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("radio", name="通过", exact=True).check()
    page.get_by_role("button", name="提交决定").click()
    page.wait_for_url("**/moderation/queue/")


def actions(page: Page):
    """The bar at the foot of a form."""
    return page.get_by_role("navigation", name="操作（页脚）")


def unfolds_actions(page: Page) -> list[str]:
    """Unfolds all actions of the form and returns their names."""
    actions(page).get_by_role("button", name="更多操作").click()
    return [name.strip() for name in actions(page).get_by_role("button").all_inner_texts()]


def does(page: Page, action: str) -> None:
    """Chooses one of the unfolded actions."""
    actions(page).get_by_role("button", name=action, exact=True).click()


def is_told(page: Page, *words: str) -> None:
    """Reads a message at the head of the page."""
    for text in words:
        expect(page.locator(".messages")).to_contain_text(text)


def fills(page: Page, box: str, text: str) -> None:
    """Fills the text box with this label."""
    page.get_by_role("textbox", name=box, exact=True).fill(text)


def settles(section: Locator, text: str) -> None:
    """Waits until what was typed has reached the form: the rich text editor hands it over a moment after the last key."""
    stored = "element => [...element.querySelectorAll('input[type=hidden], textarea')].some(field => field.value.includes('{}'))"
    wait_until(lambda: section.evaluate(stored.replace("{}", text)), "the rich text", 10)


def adds_paragraph(page: Page, text: str) -> None:
    """Adds a paragraph block to the body and writes it."""
    body = page.get_by_role("region", name="正文*").first
    body.get_by_role("button", name="插入内容块").first.click()
    page.get_by_role("option", name="正文").click()
    editor = body.locator("[contenteditable=true]").last
    editor.click()
    page.keyboard.type(text)
    settles(body, text)


def opens_the_task(page: Page, title: str) -> None:
    """Finds what waits for review on the workbench and opens it in its editor."""
    page.goto("/admin/")
    page.get_by_role("region", name="等待您的审核").get_by_role("link", name=title).click()
    page.get_by_role("link", name="打开编辑页").click()


def decides(page: Page, action: str, comment: str = "") -> None:
    """Approves, or sends back with a comment."""
    unfolds_actions(page)
    does(page, action)
    if comment:
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("textbox").fill(comment)
        dialog.get_by_role("button", name=action).click()
    page.wait_for_url(lambda url: "/edit/" not in url)
    expect(page.locator(".messages")).not_to_contain_text("没有权限")
