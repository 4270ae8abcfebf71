"""A learner reads a lesson and passes its quiz; a training body uploads a course from a phone. With and without scripts."""

from playwright.sync_api import Page, expect

from portal.learning.models import Progress
from portal.training.models import Course
from tests.browser.account_steps import arrives, enters, presses, registers_by_code

COURSE, LESSON = "手机开店入门（演示）", "开店前准备好三样东西（演示）"


def says(page: Page, words: str) -> None:
    """Sees these words on the page."""
    expect(page.get_by_role("main")).to_contain_text(words)


def follows(page: Page, name: str) -> None:
    """Follows a link of the page's own."""
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()


def answers(page: Page, *, right: bool) -> None:
    """Answers both questions of the lesson and hands the quiz in."""
    page.get_by_label("和开店人身份证一致" if right else "村里统一的账户").check()
    page.get_by_label("实名手机号").check()
    page.get_by_label("身份证", exact=True).check()
    presses(page, "交卷")


def test_a_learner_reads_a_lesson_and_passes_its_quiz(visitor):
    """Without an account first, of which nothing is kept; then with one."""
    visitor.goto("/training/?level=basic")
    follows(visitor, COURSE)
    follows(visitor, LESSON)
    arrives(visitor, LESSON)
    says(visitor, "到 video.example 看视频（6 分钟）")
    follows(visitor, "做测验")
    presses(visitor, "交卷")
    says(visitor, "请回答第 1 题")
    answers(visitor, right=False)
    says(visitor, "还没有通过：答对 50%")
    says(visitor, "没有登录，这次的结果不保存")
    assert not Progress.objects.exists()

    registers_by_code(visitor, "13911117781", "学习人")
    visitor.goto("/training/?level=basic")
    follows(visitor, COURSE)
    follows(visitor, LESSON)
    presses(visitor, "学完了，记下进度")
    arrives(visitor, COURSE)
    says(visitor, "已学，待测验")
    follows(visitor, LESSON)
    follows(visitor, "做测验")
    answers(visitor, right=True)
    says(visitor, "通过了，答对 100%")
    follows(visitor, "回到课程")
    says(visitor, "已完成 1 课，共 3 课")
    visitor.goto("/my/training/")
    says(visitor, "接着学：用手机拍清楚一张商品图（演示）")


def test_a_training_body_uploads_a_course_and_a_session(visitor, county_database):
    enters(visitor, county_database.account("企业招聘专员"))
    visitor.goto("/my/courses/")
    follows(visitor, "上传课程")
    presses(visitor, "提交审核")
    says(visitor, "请填写“课程名称”")
    visitor.get_by_label("课程名称").fill("山茶直播小班")
    visitor.get_by_label("级别").select_option("初级")
    visitor.get_by_label("主题").select_option("直播和短视频")
    visitor.get_by_label("农户").check()
    visitor.get_by_label("授课方式").select_option("线下授课")
    visitor.get_by_label("一句话说明").fill("学会开播。")
    visitor.get_by_label("课程介绍").fill("讲开播前的准备。")
    presses(visitor, "提交审核")
    arrives(visitor, "机构培训")
    course = visitor.locator("main section").filter(has_text="山茶直播小班")
    expect(course).to_contain_text("正在审核")
    course.get_by_role("link", name="安排开班").click()
    visitor.get_by_label("班次名称").fill("山茶直播小班第 1 期")
    for label, day in (("开始日期", "2099-03-10"), ("结束日期", "2099-03-11"), ("报名截止", "2099-03-09")):
        visitor.get_by_label(label).fill(day)
    for label, text in (("上课时间", "每天 9:00–16:00"), ("上课地点", "厂区培训室"), ("名额", "20"), ("费用（元）", "50")):
        visitor.get_by_label(label).fill(text)
    presses(visitor, "提交审核")
    says(visitor, "山茶直播小班第 1 期")
    assert not Course.objects.get(name="山茶直播小班").live
