"""People who look for work and those who employ, on a phone, with and without JavaScript; staff at a desk."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.talent.models import Application, PracticeOffer
from tests.browser.account_steps import arrives, chooses, enters, presses, registers_by_code, writes
from tests.browser.editor_steps import approves, signs_in

JOB, NOTICE, PLACES = "（演示）茶园采摘管理员", "（演示）想找仓库打包的活", "（演示）直播助手跟班实训"


def says(page: Page, words: str) -> None:
    """Sees these words on the page."""
    expect(page.get_by_role("main")).to_contain_text(words)


def posts_a_job(page: Page) -> None:
    """Writes a job post and hands it in."""
    page.goto("/my/jobs/")
    page.get_by_role("link", name="发布招聘").click()
    writes(page, "职位", JOB)
    chooses(page, "职位类别", "农技")
    writes(page, "招聘人数", "2")
    writes(page, "最低报酬（元）", "4000")
    writes(page, "最高报酬（元）", "5000")
    writes(page, "工作地点", "五里镇晨露茶园")
    writes(page, "工作内容", "安排采摘，记录每天的鲜叶重量。")
    writes(page, "招聘条件", "会用手机记账，能吃苦。")
    writes(page, "单位基本情况", "本县茶叶企业，有自己的茶园。")
    page.get_by_role("main").locator("input[name=no_fees]").check()
    presses(page, "提交审核")
    arrives(page, "我的招聘")
    says(page, JOB)


def finds_by_search(page: Page, title: str) -> None:
    """Looks for a title from the head of the page and opens it."""
    page.goto("/")
    page.locator("header input[name=q]").first.fill("茶园采摘")
    page.locator("header form button[type=submit]").first.click()
    page.get_by_role("main").get_by_role("link", name=title).click()
    arrives(page, title)


def fills_in_a_resume_by_taps(page: Page) -> None:
    """Answers the questions of the résumé with buttons and saves it."""
    page.goto("/my/resume/step/1/")
    for answer in ("农技", "隽水镇", "跳过", "跳过", "跳过"):
        page.get_by_role("main").get_by_role("button", name=answer, exact=True).click()
    arrives(page, "我的简历")
    presses(page, "保存")


def test_posted_approved_found_applied_answered(visitor, desk_of, county_database):
    employer = enters(desk_of(), county_database.account("企业成员"))
    posts_a_job(employer)
    approves(signs_in(desk_of(), county_database.account("审核员")), JOB)

    registers_by_code(visitor, "13911114444", "求职人")
    fills_in_a_resume_by_taps(visitor)
    finds_by_search(visitor, JOB)
    visitor.get_by_role("link", name="投递简历").click()
    visitor.get_by_label("我同意把简历交给这个单位").check()
    presses(visitor, "投递简历")
    arrives(visitor, JOB)
    says(visitor, "还没有人看过")
    finds_by_search(visitor, JOB)
    says(visitor, "已投递")
    visitor.get_by_role("link", name="查看我的应聘").click()
    says(visitor, "单位看到的内容")

    employer.goto("/my/jobs/")
    employer.get_by_role("article").filter(has_text=JOB).get_by_role("link", name="应聘 1 份").click()
    employer.get_by_role("link", name="应聘").last.click()
    says(employer, "求职人")
    says(employer, "13911114444")
    chooses(employer, "答复", "约面试")
    writes(employer, "告诉求职者", "周五上午九点到茶园面谈。")
    presses(employer, "答复求职者")

    visitor.reload()
    says(visitor, "周五上午九点到茶园面谈。")
    expect(visitor.get_by_role("main").get_by_text("还没有人看过")).to_have_count(0)

    employer.get_by_role("link", name="应聘").last.click()
    chooses(employer, "答复", "录用")
    writes(employer, "告诉求职者", "下周一来上班。")
    presses(employer, "答复求职者")
    visitor.reload()
    says(visitor, "下周一来上班。")
    assert Application.objects.get(job__title=JOB).state == Application.State.OFFER


def test_job_wanted_and_a_message_passed_on(visitor, desk_of, county_database):
    registers_by_code(visitor, "13911115555", "寻职人")
    visitor.goto("/my/wanted/")
    visitor.get_by_role("link", name="发布求职信息").click()
    writes(visitor, "一句话介绍", NOTICE)
    chooses(visitor, "职位类别", "物流")
    visitor.get_by_role("main").locator("select[name=town]").select_option(index=1)
    writes(visitor, "会做什么、做过什么", "做过快递分拣，能上夜班。")
    visitor.get_by_label("我同意在网站上公开这条求职信息").check()
    presses(visitor, "提交审核")
    arrives(visitor, "我的求职信息")
    approves(signs_in(desk_of(), county_database.account("审核员")), NOTICE)

    employer = enters(desk_of(), county_database.account("企业成员"))
    employer.goto("/talent/wanted/")
    employer.get_by_role("main").get_by_role("link", name=NOTICE).click()
    assert "13911115555" not in employer.content()
    assert "寻职人" not in employer.content()
    employer.get_by_role("link", name="给求职者留言").click()
    writes(employer, "留言", "我们缺打包工，每天八小时。")
    presses(employer, "发送留言")
    says(employer, "我们缺打包工")
    assert "13911115555" not in employer.content()

    visitor.goto("/my/wanted/")
    says(visitor, "我们缺打包工，每天八小时。")
    presses(visitor, "把我的手机号码告诉这个单位")
    employer.reload()
    says(employer, "13911115555")
    presses(visitor, "收起，不再公开")
    employer.goto("/talent/wanted/")
    expect(employer.get_by_role("main").get_by_role("link", name=NOTICE)).to_have_count(0)


def test_practice_places_offered_and_the_last_one_taken(visitor, desk_of, county_database):
    employer = enters(desk_of(), county_database.account("企业成员"))
    employer.goto("/my/jobs/")
    employer.get_by_role("link", name="提供实训岗位").click()
    today = timezone.localdate()
    writes(employer, "实训岗位", PLACES)
    writes(employer, "实训内容", "跟着主播布景、理货、回评论。")
    writes(employer, "地点", "本企业直播间")
    writes(employer, "名额", "1")
    for name, days in (("starts_on", 10), ("ends_on", 20), ("apply_until", 9)):
        employer.locator(f"main input[name={name}]").fill((today + timedelta(days=days)).isoformat())
    presses(employer, "提交审核")
    arrives(employer, "我的招聘")
    approves(signs_in(desk_of(), county_database.account("审核员")), PLACES)

    registers_by_code(visitor, "13911116666", "学徒人")
    visitor.goto("/talent/bases/")
    visitor.get_by_role("main").get_by_role("link", name=PLACES).click()
    visitor.get_by_role("link", name="报名").click()
    visitor.get_by_label("我同意把姓名和手机号码交给提供实训的企业").check()
    presses(visitor, "报名")
    arrives(visitor, "我的应聘")
    says(visitor, PLACES)
    offer = PracticeOffer.objects.get(title=PLACES)
    visitor.goto(offer.get_absolute_url())
    says(visitor, "已报名")
    somebody_else = desk_of()
    somebody_else.goto(offer.get_absolute_url())
    says(somebody_else, "名额已满")

    employer.get_by_role("article").filter(has_text=PLACES).get_by_role("link", name="报名名单").click()
    says(employer, "学徒人")
    visitor.goto("/my/applications/")
    presses(visitor, "取消报名")
    employer.reload()
    expect(employer.get_by_role("main").get_by_text("学徒人")).to_have_count(0)
