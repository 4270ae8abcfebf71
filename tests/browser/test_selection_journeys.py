"""People who nominate and vote, a juror who marks, and staff who publish the result, with and without JavaScript."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from portal.accounts.models import User
from portal.selections.models import Juror, Selection
from tests.browser.account_steps import arrives, enters, fills_in, presses, registers_by_code
from tests.browser.editor_steps import signs_in

OPEN, NOMINATING = "本土带货主播评选（演示）", "农产品包装设计评选（演示）"
CANDIDATE, OTHER = "药姑山采茶直播", "青岭油茶直播间"


def test_nominated_voted_once_a_day_marked_and_published(visitor, desk_of, county_database):
    main = visitor.get_by_role("main")
    registers_by_code(visitor, "13911118888", "投票人")
    visitor.goto("/selections/")
    main.get_by_role("link", name=NOMINATING, exact=True).click()
    main.get_by_role("link", name="我要提名", exact=True).click()
    arrives(visitor, f"提名：{NOMINATING}")
    visitor.get_by_label("提名对象").select_option("产品或品牌")
    fills_in(visitor, name="麦市干子抽屉盒")
    visitor.get_by_role("textbox", name="提名理由").fill("一张纸板折成，不用胶带，快递摔不坏。")
    presses(visitor, "提交审核")
    arrives(visitor, "我的评选")
    expect(main).to_contain_text("麦市干子抽屉盒")

    visitor.goto("/selections/")
    main.get_by_role("link", name=OPEN, exact=True).click()
    arrives(visitor, OPEN)
    main.get_by_role("link", name=f"投票给 {CANDIDATE}").click()
    presses(visitor, "投票")
    arrives(visitor, "我的评选")
    expect(main).to_contain_text(CANDIDATE)
    visitor.goto("/selections/live-hosts/")
    main.get_by_role("link", name=f"投票给 {OTHER}").click()
    presses(visitor, "投票")
    expect(main).to_contain_text("今天已经投过票")

    selection = Selection.objects.get(name=OPEN)
    Juror.objects.create(selection=selection, user=User.objects.get(username="farmer"))
    judge = enters(desk_of(), county_database.account("个人"))
    judge.goto("/my/selections/")
    judge.get_by_role("link", name=f"评委打分：{OPEN}").click()
    judge.get_by_label(CANDIDATE).fill("95")
    presses(judge, "保存打分")
    arrives(judge, "我的评选")

    Selection.objects.filter(pk=selection.pk).update(vote_until=timezone.localdate() - timedelta(days=1))
    staff = signs_in(desk_of(), county_database.account("运营人员"))
    staff.goto(f"/admin/selections/{selection.pk}/count/")
    staff.get_by_role("button", name="公布结果").click()
    expect(staff.get_by_text("结果已公布，票数已固定。")).to_be_visible()
    visitor.goto("/selections/live-hosts/")
    first = main.get_by_role("listitem").filter(has_text=CANDIDATE)
    expect(first).to_contain_text("第 1 名")
    expect(first).to_contain_text("公众 10 票 · 评委 91.00 分")
