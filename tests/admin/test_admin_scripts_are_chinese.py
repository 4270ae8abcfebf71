"""What the admin's scripts draw is Chinese too: seen in a real browser."""

import json

import pytest

from tests.admin.language import findings, shown_texts, typed_in_phrases

pytestmark = pytest.mark.chromium


@pytest.fixture
def news_editor(page, county_database):
    """A page of the browser, signed in as an editor, on the form of a published news item that nobody reviews or locks."""
    from cms.news.models import NewsPage

    account = county_database.account("网络编辑")
    page.goto("/admin/login/")
    page.fill("input[name=username]", account["username"])
    page.fill("input[name=password]", account["password"])
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    page.goto(f"/admin/pages/{NewsPage.objects.live().filter(alias_of=None).order_by('pk').last().pk}/edit/")
    page.wait_for_selector("[data-streamfield-stream-container]")
    return page


def _foreign(page) -> list[str]:
    return findings(shown_texts(page.content()), typed_in_phrases())


def test_form_with_blocks_and_rich_text(news_editor):
    news_editor.locator(".Draftail-Editor").first.click()
    assert _foreign(news_editor) == []
    news_editor.locator(".c-sf-add-button").first.click()
    news_editor.wait_for_selector(".w-combobox")
    assert _foreign(news_editor) == []


def test_image_chooser(news_editor):
    from cms.news.models import NewsColumnPage

    news_editor.goto(f"/admin/pages/add/news/newspage/{NewsColumnPage.objects.first().pk}/")
    news_editor.locator("[data-chooser-action-choose]:visible").first.click()
    news_editor.wait_for_selector(".modal-content")
    assert _foreign(news_editor) == []
    news_editor.locator(".modal-content [role=tab]").last.click()
    assert _foreign(news_editor) == []


def test_side_panels_and_comments(news_editor):
    toggles = news_editor.locator("[data-side-panel-toggle]:visible")
    for index in range(toggles.count()):
        toggles.nth(index).click()
        assert _foreign(news_editor) == []


def test_schedule_with_date_picker(news_editor):
    news_editor.locator("[data-side-panel-toggle=status]").click()
    news_editor.locator("[data-a11y-dialog-show=schedule-publishing-dialog]:visible").first.click()
    news_editor.locator("#id_go_live_at").click()
    news_editor.wait_for_selector(".xdsoft_datetimepicker:visible")
    assert _foreign(news_editor) == []


def test_sidebar_and_page_explorer(news_editor):
    news_editor.goto("/admin/")
    # Of 768 lines those of the largest menu must do; an editor's lacks three entries.
    news_editor.set_viewport_size({"width": 1366, "height": 768})
    room = "list => list.clientHeight - list.scrollHeight"
    assert news_editor.locator(".sidebar-main-menu").evaluate(room) == 0
    news_editor.locator("nav .sidebar-page-explorer-item button, .sidebar-page-explorer-item a").first.click()
    news_editor.wait_for_selector(".c-page-explorer__item")
    assert _foreign(news_editor) == []


def test_catalogue_of_the_scripts(news_editor):
    catalogue = json.loads(news_editor.evaluate("() => JSON.stringify(window.django.catalog)"))
    assert catalogue["Insert a block"] == "插入内容块"
