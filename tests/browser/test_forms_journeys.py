"""Forms that survive, on a phone of 360 by 640: seen errors, kept texts and files, one record for two presses."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from portal.enterprises.models import Enterprise
from portal.moderation.models import Report
from portal.places.models import Town
from portal.web.filters import LONG_CHOICES
from tests.browser.account_steps import arrives, chooses, presses, registers_by_code, writes
from tests.browser.axe import problems
from tests.browser.editor_steps import signs_in
from tests.browser.room import overflows

# CSS pixels that a finger hits.
TARGET = 44
REASON = "电话打不通，请核对。"


def reports(page: Page) -> None:
    """Fills in a report."""
    page.goto("/report/?about=/news/")
    page.get_by_label("问题").select_option("stale")
    writes(page, "说明", REASON)


def test_errors_are_seen(phone_page):
    phone_page.goto("/report/")
    presses(phone_page, "提交举报")
    summary = phone_page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_be_in_viewport()
    summary.get_by_role("link", name="说明").click()
    expect(phone_page.get_by_label("说明", exact=True)).to_be_in_viewport()
    expect(phone_page.get_by_text("必填").first).to_be_visible()
    expect(phone_page.get_by_text("选填").first).to_be_visible()
    assert overflows(phone_page) == {}


def test_without_a_script_the_summary_comes_first(plain_page):
    plain_page.goto("/report/")
    presses(plain_page, "提交举报")
    first = plain_page.get_by_role("main").locator("#error-summary, form").first
    expect(first).to_have_attribute("id", "error-summary")


def test_what_was_typed_is_there_again_after_lost_cookies(phone_page):
    reports(phone_page)
    phone_page.context.clear_cookies()
    presses(phone_page, "提交举报")
    expect(phone_page.get_by_role("status")).to_contain_text("还没有提交")
    expect(phone_page.get_by_label("说明", exact=True)).to_have_value(REASON)
    presses(phone_page, "提交举报")
    arrives(phone_page, "举报已收到")
    assert Report.objects.filter(text=REASON).count() == 1


def test_two_presses_make_one_report(phone_page):
    reports(phone_page)
    button = phone_page.get_by_role("main").get_by_role("button", name="提交举报")
    button.evaluate("button => { button.click(); setTimeout(() => button.click(), 20) }")
    arrives(phone_page, "举报已收到")
    phone_page.wait_for_load_state("networkidle")
    assert Report.objects.filter(text=REASON).count() == 1


def test_a_session_that_ends_while_typing_and_a_chosen_licence(phone_page, tmp_path):
    from io import BytesIO

    from PIL import Image

    registers_by_code(phone_page, "13900139111", "王小芳")
    phone_page.goto("/my/enterprise/register/")
    writes(phone_page, "名称", "（演示）小芳家庭农场")
    chooses(phone_page, "类型", "家庭农场")
    phone_page.get_by_role("searchbox", name="筛选选项").first.fill("茶")
    labels = phone_page.get_by_label("行业分类").locator("option").all_inner_texts()
    assert len(labels) > 1
    assert all("茶" in label for label in labels[1:])
    picture = BytesIO()
    Image.new("RGB", (80, 60), "white").save(picture, "JPEG")
    phone_page.get_by_label("营业执照照片").set_input_files({"name": "执照.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()})
    presses(phone_page, "提交核验")
    expect(phone_page.get_by_role("alert")).to_be_focused()
    expect(phone_page.get_by_role("main")).to_contain_text("已选：执照.jpg")
    phone_page.context.clear_cookies(name="sessionid")
    presses(phone_page, "提交核验")
    arrives(phone_page, "登录")
    assert "next=" in phone_page.url


def test_long_choices_are_searched_in_the_admin_with_the_keyboard(page, county_database):
    signs_in(page, county_database.account("网络编辑"))
    page.goto(reverse(f"{Enterprise.snippet_viewset.url_namespace}:add"))
    choices = page.get_by_role("combobox", name="行业分类")
    every = choices.locator("option").count()
    search = page.locator(f"[aria-controls={choices.get_attribute('id')}]")
    assert search.bounding_box()["height"] >= TARGET
    search.focus()
    page.keyboard.type("茶")
    labels = choices.locator("option").all_inner_texts()
    assert 1 < len(labels) < every
    assert all("茶" in label for label in labels[1:])
    # What is typed does not send the form; the next key leads to the list.
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(choices).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(choices).not_to_have_value("")
    search.fill("")
    assert choices.locator("option").count() == every
    expect(choices).not_to_have_value("")
    assert problems(page, f"[aria-controls={choices.get_attribute('id')}]") == []


def test_long_choices_of_a_list_of_the_public_are_searched(phone_page):
    for number in range(LONG_CHOICES):
        Town.objects.create(code=f"4212229{number:02}", name=f"第{number}镇", order=50 + number)
    phone_page.goto("/jobs/")
    phone_page.get_by_text("筛选", exact=True).click()
    towns = phone_page.get_by_label("乡镇")
    search = phone_page.locator(f"[aria-controls={towns.get_attribute('id')}]")
    assert search.bounding_box()["height"] >= TARGET
    search.fill("第3镇")
    assert len(towns.locator("option").all_inner_texts()) == 2
    assert overflows(phone_page) == {}
    assert problems(phone_page, ".filter-panel") == []


def test_long_choices_are_a_plain_list_without_scripts(plain_page):
    for number in range(LONG_CHOICES):
        Town.objects.create(code=f"4212229{number:02}", name=f"第{number}镇", order=50 + number)
    plain_page.goto("/jobs/")
    expect(plain_page.get_by_label("乡镇").locator("option")).to_have_count(Town.objects.count() + 1)
    expect(plain_page.get_by_role("searchbox", name="筛选选项")).to_have_count(0)
