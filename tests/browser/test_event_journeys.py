"""People who come to events, on a phone, with and without JavaScript."""

from django.utils import timezone
from playwright.sync_api import expect

from cms.events.models import EventPage
from tests.browser.account_steps import arrives, presses, registers_by_code
from tests.browser.editor_steps import signs_in
from tests.factories.events import held

SALON = "short-video-salon"


def test_found_in_the_calendar_signed_up_and_noted_at_the_door(visitor, desk_of, county_database):
    salon = EventPage.objects.get(slug=SALON)
    registers_by_code(visitor, "13911117790", "活动人")
    visitor.goto(f"/events/calendar/?month={timezone.localdate(salon.starts_at):%Y-%m}&kind=salon")
    visitor.get_by_role("main").get_by_role("link", name=salon.title).first.click()
    arrives(visitor, salon.title)
    visitor.get_by_role("main").get_by_role("link", name="报名", exact=True).click()
    visitor.get_by_label("我同意把姓名和手机号码交给活动的主办单位").check()
    presses(visitor, "报名")
    arrives(visitor, "我的活动")
    expect(visitor.get_by_role("main")).to_contain_text(salon.title)

    held(salon)
    staff = signs_in(desk_of(), county_database.account("运营人员"))
    staff.goto(f"/admin/events/{salon.pk}/register/")
    staff.get_by_role("checkbox", name="活动人").check()
    staff.get_by_role("button", name="保存签到").click()
    expect(staff.get_by_role("checkbox", name="活动人")).to_be_checked()
    visitor.goto("/my/events/")
    expect(visitor.get_by_role("main")).to_contain_text(f"{timezone.localdate():%Y-%m-%d}")
