"""A settled firm that needs a room, and staff who give it, on a phone, with and without JavaScript."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from portal.venues.models import Booking, Venue
from tests.browser.account_steps import arrives, enters, fills_in, presses
from tests.browser.editor_steps import signs_in

VENUE = "三楼培训教室（演示）"


def test_a_firm_books_a_free_time_and_staff_confirm_it(visitor, desk_of, county_database):
    day = timezone.localdate() + timedelta(days=9)
    enters(visitor, county_database.account("企业成员"))
    visitor.goto("/venues/?kind=classroom")
    main = visitor.get_by_role("main")
    main.get_by_role("link", name=VENUE, exact=True).click()
    arrives(visitor, VENUE)
    main.locator("dl > div").filter(has_text=f"{day:%m-%d}").get_by_role("link", name="08:30–21:00").click()
    arrives(visitor, f"预订：{VENUE}")
    visitor.get_by_label("开始时间").select_option("09:00")
    visitor.get_by_label("结束时间").select_option("11:30")
    fills_in(visitor, purpose="供货农户培训", people="40")
    presses(visitor, "提交预订")
    expect(main).to_contain_text("请先阅读并勾选同意。")
    expect(visitor.get_by_label("用途")).to_have_value("供货农户培训")
    visitor.get_by_label("我同意把联系人姓名和电话交给").check()
    presses(visitor, "提交预订")
    arrives(visitor, "我的场地预订")
    made = main.locator("section").filter(has_text="供货农户培训")
    expect(made).to_contain_text("待确认")

    staff = signs_in(desk_of(), county_database.account("行政专员"))
    staff.goto(f"/admin/venues/plan/?day={day:%Y-%m-%d}")
    number = Booking.objects.get(venue=Venue.objects.get(name=VENUE), purpose="供货农户培训").pk
    staff.locator(f'a[href="/admin/venues/bookings/{number}/"]').first.click()
    staff.get_by_role("button", name="确认预订").click()
    expect(staff.get_by_text("已通知预订人。")).to_be_visible()

    visitor.reload()
    expect(made).to_contain_text("已确认")
    visitor.goto("/my/messages/")
    expect(main).to_contain_text("场地已确认")
