"""A department's two weeks: its head writes the plan, the director checks a line, the head answers; a purchase is entered and overspent."""

from playwright.sync_api import expect

from tests.browser.editor_steps import fills, signs_in


def test_a_plan_is_written_checked_and_answered(desk_of, county_database):
    head = signs_in(desk_of(), county_database.account("培训及站点统筹"))
    head.goto("/admin/plan/fortnights/")
    row = head.get_by_role("row").filter(has_text="培训站点部")
    expect(row).to_contain_text("还没有填写")
    row.get_by_role("link", name="填写").click()
    head.get_by_label("第 1 项工作内容").fill("走访麦市镇两个站点")
    head.get_by_label("第 1 项负责人").select_option(label="章人才")
    head.get_by_role("button", name="保存计划").click()
    expect(head.get_by_role("row").filter(has_text="走访麦市镇两个站点").first).to_contain_text("未完成")

    director = signs_in(desk_of(), county_database.account("中心主任"))
    director.goto("/admin/plan/fortnights/")
    director.get_by_role("link", name="培训站点部").click()
    director.get_by_role("row").filter(has_text="走访麦市镇两个站点").get_by_role("link", name="督办").click()
    fills(director, "发现的情况*", "站点反映没有人去过。")
    director.get_by_role("button", name="提交").click()
    check = director.get_by_role("row").filter(has_text="站点反映没有人去过。")
    expect(check).to_contain_text("未反馈")

    owner = signs_in(desk_of(), county_database.account("人才就业专员"))
    owner.goto("/admin/")
    owner.get_by_role("region", name="待我反馈的督办").get_by_role("link", name="站点反映没有人去过。").click()
    fills(owner, "反馈*", "周三已去，照片在记录里。")
    owner.get_by_role("button", name="提交").click()
    director.reload()
    expect(check).to_contain_text("周三已去")

    director.goto("/admin/plan/roster/")
    expect(director.get_by_role("table")).to_contain_text("0715-0000010")
    director.set_viewport_size({"width": 1366, "height": 768})
    assert director.evaluate("document.documentElement.scrollWidth <= innerWidth")
    director.goto("/admin/plan/budget/")
    expect(director.get_by_role("main")).to_contain_text("“建设方案第3项”超支：已用 231500.00 元")
