"""People who look for training, on a phone, with and without JavaScript."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.enrolment.attendance import door_code
from portal.training.answers import ask
from portal.training.models import Course, Session
from tests.browser.account_steps import arrives, enters, presses, registers_by_code
from tests.browser.editor_steps import signs_in
from tests.factories.training import SessionFactory, attend, enrol

COURSE, SESSION = "农产品拍摄与美工（演示）", "（演示）拍摄与美工加开班"


def says(page: Page, words: str) -> None:
    """Sees these words on the page."""
    expect(page.get_by_role("main")).to_contain_text(words)


def finds_the_session(page: Page) -> None:
    """Finds the course in the list of its level, and the session on the course's page."""
    page.goto("/training/?level=intermediate")
    page.get_by_role("main").get_by_role("link", name=COURSE, exact=True).click()
    arrives(page, COURSE)
    page.get_by_role("main").get_by_role("link", name=SESSION, exact=True).click()
    arrives(page, SESSION)


def signs_up(page: Page, button: str) -> None:
    """Fills in the form behind a button of the session's page."""
    page.get_by_role("main").get_by_role("link", name=button, exact=True).click()
    says(page, "向培训主办单位提供姓名和手机号码")
    page.get_by_label("所在乡镇").select_option("麦市镇")
    page.get_by_label("您属于").select_option("创业者")
    page.get_by_label("我同意把姓名和手机号码交给培训的主办单位").check()
    presses(page, "报名")
    arrives(page, "我的培训")
    says(page, SESSION)


def one_seat() -> Session:
    """Return a session with one place, of a course of the demo county."""
    return SessionFactory(
        course=Course.objects.get(name=COURSE),
        name=SESSION,
        quota=1,
        starts_on=timezone.localdate() + timedelta(days=3),
        apply_until=timezone.localdate() + timedelta(days=2),
    )


def test_found_signed_up_full_waited_for_and_moved_up(visitor, desk_of, county_database):
    one_seat()
    first = enters(desk_of(), county_database.account("企业招聘专员"))
    finds_the_session(first)
    signs_up(first, "报名")
    says(first, "已报名")

    registers_by_code(visitor, "13911117777", "候补人")
    finds_the_session(visitor)
    says(visitor, "名额已满")
    signs_up(visitor, "报名候补")
    says(visitor, "候补中")
    says(visitor, "候补顺序")

    first.locator("main section").filter(has_text=SESSION).get_by_role("button", name="取消报名").click()
    expect(first.get_by_role("main").get_by_role("link", name=SESSION)).to_have_count(0)
    visitor.goto("/my/messages/")
    says(visitor, f"有名额了，请确认：{SESSION}")
    visitor.goto("/my/training/")
    says(visitor, "待确认")
    presses(visitor, "我要参加")
    says(visitor, "已报名")


def test_checked_in_at_the_door_assessed_and_certified(visitor, desk_of, county_database):
    session = one_seat()
    Session.objects.filter(pk=session.pk).update(starts_on=timezone.localdate(), ends_on=timezone.localdate())
    registers_by_code(visitor, "13911117778", "学习人")
    finds_the_session(visitor)
    signs_up(visitor, "报名")
    # What the square at the door holds.
    visitor.goto(f"{session.get_absolute_url()}check-in/?code={door_code(session, timezone.localdate())}")
    presses(visitor, "我到了，签到")
    arrives(visitor, "我的培训")
    says(visitor, f"{timezone.localdate():%Y-%m-%d}")

    staff = signs_in(desk_of(), county_database.account("培训及站点统筹"))
    staff.goto(f"/admin/training/sessions/{session.pk}/register/")
    expect(staff.get_by_role("checkbox", name="学习人")).to_be_checked()
    staff.get_by_label("学习人的考核").select_option("合格")
    staff.get_by_role("button", name="保存签到和考核").click()
    staff.get_by_role("button", name="给到过场且考核合格的学员颁发证书").click()
    says(staff, "已颁发 1 张证书")

    visitor.goto("/my/training/")
    expect(visitor.get_by_role("link", name="下载结业证书")).to_be_visible()
    visitor.get_by_role("main").get_by_role("link", name="PX").click()
    arrives(visitor, "证书查验")
    says(visitor, "真实有效")
    says(visitor, "学**")


def test_ticked_at_the_door_without_a_network_and_sent_when_there_is_one(desk_of, county_database):
    session = one_seat()
    place = enrol(session)
    Session.objects.filter(pk=session.pk).update(starts_on=timezone.localdate(), ends_on=timezone.localdate())
    staff = signs_in(desk_of(), county_database.account("培训及站点统筹"))
    staff.goto(f"/admin/training/sessions/{session.pk}/register/")
    staff.get_by_role("link", name="现场名单").click()
    says(staff, "本机没有未发送的勾选")

    staff.context.set_offline(True)
    staff.get_by_role("checkbox", name=place.name).check()
    staff.get_by_role("button", name="发送到场名单").click()
    says(staff, "没有网络：已在本机记下 1 人")
    on_the_device = staff.evaluate("JSON.stringify(localStorage)")
    assert f'[\\"{place.pk}\\"]' in on_the_device
    assert place.name not in on_the_device
    assert place.phone not in on_the_device
    assert not place.attendances.exists()

    staff.context.set_offline(False)
    says(staff, "已发送 1 人，本机记录已清除")
    assert staff.evaluate("Object.keys(localStorage).filter(key => key.startsWith('door-list:'))") == []
    assert [attendance.how for attendance in place.attendances.all()] == ["staff"]

    staff.get_by_role("button", name="用完了，清除本机名单").click()
    expect(staff.get_by_role("main")).not_to_contain_text(place.name)


def test_farmer_says_of_which_group_and_later_how_it_was(visitor, desk_of, county_database):
    session = one_seat()
    registers_by_code(visitor, "13911117779", "田学习")
    finds_the_session(visitor)
    signs_up(visitor, "报名")
    # The class was held, and what the portal does at night is done.
    today = timezone.localdate()
    place = attend(session.enrolments.get())
    for days in (1, 30):
        day = today - timedelta(days=days)
        Session.objects.filter(pk=session.pk).update(starts_on=day, ends_on=day)
        ask()
    visitor.goto("/my/messages/")
    says(visitor, f"请评价：{SESSION}")
    visitor.goto("/my/training/")
    visitor.get_by_role("link", name=f"{SESSION}：评价").click()
    arrives(visitor, f"评价：{SESSION}")
    for group in ("课程内容", "老师讲课", "组织安排"):
        answer_of(visitor, group, "非常满意")
    visitor.get_by_label("想说的话").fill("老师讲得清楚，想再学剪辑。")
    presses(visitor, "提交")
    arrives(visitor, "我的培训")
    visitor.get_by_role("link", name=f"{SESSION}：30 天回访").click()
    answer_of(visitor, "网店开了吗", "培训后开了网店")
    answer_of(visitor, "找到工作了吗", "不找工作")
    visitor.get_by_label("物流").check()
    presses(visitor, "提交")
    arrives(visitor, "我的培训")
    expect(visitor.get_by_role("heading", name="请您回答")).to_have_count(0)

    staff = signs_in(desk_of(), county_database.account("培训及站点统筹"))
    staff.goto(f"/admin/training/answers/?year={place.offer.starts_on.year}")
    says(staff, "老师讲得清楚，想再学剪辑。")


def answer_of(page: Page, question: str, answer: str) -> None:
    """Chooses one answer to one question."""
    page.locator(".field").filter(has_text=question).get_by_label(answer, exact=True).check()
