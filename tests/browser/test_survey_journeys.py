"""A questionnaire on a phone, with and without JavaScript, and its results at the desk."""

from playwright.sync_api import expect

from portal.surveys.models import Survey
from tests.browser.account_steps import presses
from tests.browser.editor_steps import signs_in


def test_filled_in_and_read(visitor, desk_of, county_database):
    survey = Survey.objects.get(slug="parcel-service")
    visitor.goto("/surveys/")
    main = visitor.get_by_role("main")
    main.get_by_role("link", name=survey.name).click()
    main.get_by_role("link", name="填写问卷").click()
    presses(visitor, "提交")
    expect(main).to_contain_text("您多久寄一次件")
    visitor.get_by_label("每周几次").check()
    visitor.get_by_label("非常满意", exact=True).check()
    visitor.get_by_label("周六周日").check()
    presses(visitor, "提交")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("收到了，谢谢")
    main.get_by_role("link", name="去看问卷").click()
    main.get_by_role("link", name="2026 年服务满意度问卷（演示）").click()
    expect(main).to_contain_text("共收到 31 份答卷")
    expect(main).to_contain_text("不显示")

    desk = signs_in(desk_of(), county_database.account("中心主任"))
    desk.goto(f"/admin/surveys/{survey.pk}/results/")
    expect(desk.get_by_role("row").filter(has_text="每周几次")).to_contain_text("25")
