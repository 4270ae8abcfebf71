"""The self-inspection at a desk: an editor sees what is to be mended, the director leaves one thing as it is, and it is on the report."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.axe import problems
from tests.browser.editor_steps import is_told, signs_in


@pytest.fixture
def inspected(county_database, django_db_blocker):
    """The demo county after its daily run, with a column that is empty."""
    from cms.news.models import NewsColumnPage
    from portal.inspection.models import Finding
    from portal.inspection.services import run_inspection

    with django_db_blocker.unblock():
        column = NewsColumnPage.objects.get(slug="leaders")
        column.get_children().update(live=False)
        run_inspection()
        Finding.objects.filter(title=column.title).update(due_on=timezone.localdate() - timedelta(days=1))
        assert not Finding.objects.filter(rule__error__gt="").exists()
    return county_database


def test_what_is_to_be_mended_is_seen_accepted_and_reported(desk_of, inspected):
    editor = signs_in(desk_of(), inspected.account("网络编辑"))
    director = signs_in(desk_of(), inspected.account("中心主任"))
    expect(editor.get_by_role("main")).to_contain_text("自查待整改")
    editor.goto("/admin/inspection/")
    first = editor.get_by_role("row").nth(1)
    expect(first).to_contain_text("领导关怀")
    expect(first).to_contain_text("已超 1 天")
    assert problems(editor, "table") == []
    first.get_by_role("link", name="领导关怀", exact=True).click()
    expect(editor.get_by_role("heading", level=1)).to_contain_text("领导关怀")
    editor.goto("/news/")
    expect(editor.get_by_role("link", name="领导关怀")).to_have_count(0)

    director.goto("/admin/inspection/?state=late")
    director.get_by_role("row").filter(has_text="领导关怀").get_by_role("link", name="详情").click()
    director.get_by_label("理由").fill("今年没有调研安排。")
    director.get_by_role("button", name="说明理由，接受这个问题").click()
    is_told(director, "说明后接受")
    director.get_by_role("link", name="季度自查报告").click()
    row = director.get_by_role("row").filter(has_text="没有空白栏目")
    expect(row).to_contain_text("合格")
    assert problems(director, "table") == []
