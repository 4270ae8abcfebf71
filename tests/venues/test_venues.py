"""Venues: when they are free, who books them and how far ahead, what staff answer, what a person keeps and what goes."""

from datetime import datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import Message
from portal.core.models import AccessEntry, AuditEntry, Consent
from portal.venues.models import Booking, Venue
from portal.venues.services import (
    BOOKING_MOVES,
    cancel,
    confirm,
    contact_of,
    forget_bookings,
    forget_contacts,
    free_times,
    refuse,
    remind_keepers,
    reserve,
)
from search.models import SearchEntry
from tests.factories.people import UserFactory, signed_in
from tests.factories.talent import member
from tests.factories.venues import VenueFactory, booking, settled_member, tomorrow, venue_keeper, wanted
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")


def over(made: Booking) -> Booking:
    """Let a booking have been yesterday."""
    Booking.objects.filter(pk=made.pk).update(day=tomorrow(-1))
    made.refresh_from_db()
    return made


def hours(venue, day=None) -> list[str]:
    """Return when a venue is free on a day."""
    return [f"{begin:%H:%M}-{end:%H:%M}" for begin, end in free_times(venue, day or tomorrow(), 1)[0].free]


def test_from_the_page_of_a_venue_to_a_booking_and_back():
    venue, (user, firm) = VenueFactory(), settled_member()
    client = signed_in(user)
    page = client.get(venue.get_absolute_url()).content.decode()
    link = f"{venue.get_absolute_url()}book/?day={tomorrow():%Y-%m-%d}&amp;starts_at=09:00&amp;ends_at=17:00"
    assert link in page
    form = client.get(link.replace("&amp;", "&")).content.decode()
    assert "向场地管理人员提供联系人姓名和电话" in form
    assert f'value="{tomorrow():%Y-%m-%d}"' in form
    assert '<option value="17:00:00" selected' in form
    answers = {"enterprise": firm.pk, "day": f"{tomorrow():%Y-%m-%d}", "starts_at": "10:00:00", "ends_at": "11:30:00"}
    answers |= {"purpose": "新品试播", "people": "４", "name": "田丰收", "phone": "139 0000 0001", "agree": "on"}
    path = f"{venue.get_absolute_url()}book/"
    assert "请先阅读并勾选同意。" in client.post(path, {**answers, "agree": ""}).content.decode()
    assert client.post(path, answers)["Location"] == "/my/bookings/"
    made = Booking.objects.get()
    assert (made.name, made.phone, made.people, made.state) == ("田丰收", "13900000001", 4, "requested")
    assert Consent.objects.in_force().about(made).filter(person=user, text__purpose="venue_booking").exists()
    stranger = Client().get(venue.get_absolute_url()).content.decode()
    assert "09:00–10:00" in stranger
    assert "11:30–17:00" in stranger
    assert not any(word in stranger for word in ("田丰收", "13900000001", "新品试播", firm.name))
    again = client.post(path, {**answers, "starts_at": "11:00:00", "ends_at": "12:00:00"}).content.decode()
    assert "这个时段已有人预订。当天还空着：09:00–10:00、11:30–17:00" in again
    assert 'value="新品试播"' in again
    assert "待确认" in client.get("/my/bookings/").content.decode()
    assert client.post(f"/my/bookings/{made.pk}/cancel/")["Location"] == "/my/bookings/"
    made.refresh_from_db()
    assert (made.state, made.name, made.phone) == ("cancelled", "", "")
    assert not Consent.objects.in_force().about(made).exists()
    assert hours(venue) == ["09:00-17:00"]


def test_free_times_are_what_bookings_leave():
    venue = VenueFactory(open_days=[tomorrow().isoweekday()])
    for begin, end in ((9, 10), (12, 13), (13, 14), (16, 17)):
        booking(venue, starts_at=begin, ends_at=end)
    assert hours(venue) == ["10:00-12:00", "14:00-16:00"]
    after = free_times(venue, tomorrow(2), 1)[0]
    assert (after.is_open, after.free) == (False, [])


def test_of_today_only_what_is_left_is_free(monkeypatch):
    venue = VenueFactory()
    noon = timezone.make_aware(datetime.combine(timezone.localdate(), time(12, 10)))
    monkeypatch.setattr(timezone, "now", lambda: noon)
    assert hours(venue, timezone.localdate()) == ["12:30-17:00"]
    assert hours(venue, tomorrow(-1)) == []


@pytest.mark.parametrize(
    ("field", "code", "values"),
    [
        ("day", "past", {"in_days": -1}),
        ("day", "far", {"in_days": 31}),
        ("day", "hours", {"in_days": 2}),
        ("starts_at", "hours", {"starts_at": 8}),
        ("starts_at", "hours", {"ends_at": 18}),
        ("ends_at", "hours", {"starts_at": 11, "ends_at": 11}),
        ("people", "people", {"people": 13}),
        (None, "taken", {"starts_at": 14, "ends_at": 16}),
        (None, "taken", {"starts_at": 12, "ends_at": 17}),
        (None, "taken", {"starts_at": 15, "ends_at": 16}),
    ],
)
def test_what_cannot_be_booked(settings, field, code, values):
    # Whatever day tomorrow is, the venue is open then and in 31 days, and not the day after.
    open_days = [day for day in range(1, 8) if day != tomorrow(2).isoweekday()]
    settings.VENUE_DAYS_AHEAD = 30
    venue = VenueFactory(open_days=open_days)
    booking(venue, starts_at=13, ends_at=16)
    with refused(code, field=field):
        booking(venue, **values)
    assert Booking.objects.count() == 1


def test_who_may_book_and_how_much(settings):
    settings.VENUE_OPEN_BOOKINGS = 2
    venue = VenueFactory()
    for who in (member(), (UserFactory(), settled_member()[1])):
        with refused("member"):
            booking(venue, who)
    who = settled_member()
    colleague = settled_member(who[1])
    first = booking(venue, who)
    booking(VenueFactory(), colleague)
    with refused("many"):
        booking(venue, who, starts_at=11, ends_at=12)
    over(first)
    booking(venue, who, starts_at=11, ends_at=12)
    with refused("closed"):
        booking(VenueFactory(live=False))


def test_staff_confirm_and_refuse_and_the_booker_hears():
    staff, made = venue_keeper(), booking()
    client = signed_in(staff)
    plan = client.get(f"/admin/venues/plan/?day={tomorrow():%Y-%m-%d}").content.decode()
    assert plan.count(f"/admin/venues/bookings/{made.pk}/") == 2, "in the queue and in the plan"
    page = client.get(f"/admin/venues/bookings/{made.pk}/").content.decode()
    assert "王一 13800138001" in page
    assert AccessEntry.objects.filter(viewer=staff, person=made.user, object_id=str(made.pk)).exists()
    client.post(f"/admin/venues/bookings/{made.pk}/", {"confirm": "yes"})
    assert Message.objects.get(user=made.user).subject == f"场地已确认：{made}"
    assert "不能安排时必填" in client.post(f"/admin/venues/bookings/{made.pk}/", {"refusal": " "}).content.decode()
    client.post(f"/admin/venues/bookings/{made.pk}/", {"refusal": "当天停电"})
    assert "原因：当天停电" in Message.objects.filter(user=made.user).latest("pk").body
    made.refresh_from_db()
    assert (made.state, made.refusal, made.phone) == ("refused", "当天停电", "")
    assert hours(made.venue) == ["09:00-17:00"]
    assert AuditEntry.objects.get(action="venues.booking.refused").reason == "当天停电"
    assert contact_of(made, staff) is None


def test_staff_take_a_venue_for_an_activity():
    staff, venue = venue_keeper(), VenueFactory()
    client, path = signed_in(staff), f"/admin/venues/{venue.pk}/reserve/"
    answers = {"day": f"{tomorrow():%Y-%m-%d}", "starts_at": "09:00:00", "ends_at": "12:00:00", "purpose": "电商沙龙", "people": "12"}
    assert client.get(f"{path}?day=9999-12-31").status_code == 200
    assert client.post(path, answers)["Location"].endswith(f"?day={tomorrow():%Y-%m-%d}")
    made = Booking.objects.get()
    assert (made.state, made.user, made.enterprise) == ("confirmed", staff, None)
    assert "这个时段已有人预订" in client.post(path, answers).content.decode()
    day = client.get(f"/admin/venues/plan/?span=day&day={tomorrow():%Y-%m-%d}").content.decode()
    assert "09:00–12:00 电商沙龙" in day


STATES = [str(state) for state in Booking.State]


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize(("to", "deed"), [("confirmed", confirm), ("refused", refuse), ("cancelled", cancel)])
def test_every_move(before, to, deed):
    made, staff = booking(), venue_keeper()
    Booking.objects.filter(pk=made.pk).update(state=before)
    arguments = {"confirmed": [staff], "refused": [staff, "停电"], "cancelled": [made.user]}[to]
    allowed = {"requested": {"confirmed", "refused", "cancelled"}, "confirmed": {"refused", "cancelled"}}.get(before, set())
    assert BOOKING_MOVES.following(before) == allowed
    if to in allowed:
        deed(made, *arguments)
    else:
        with refused("transition"):
            deed(made, *arguments)
    made.refresh_from_db()
    assert made.state == (to if to in allowed else before)


def test_who_may_answer_and_until_when():
    made, somebody = booking(), UserFactory()
    for deed in (lambda: confirm(made, somebody), lambda: refuse(made, somebody, "停电"), lambda: contact_of(made, somebody)):
        with refused("stranger"):
            deed()
    with refused("stranger"):
        reserve(made.venue, somebody, **wanted(11, 12))
    with refused("reason"):
        refuse(made, venue_keeper(), " ")
    with pytest.raises(Booking.DoesNotExist):
        cancel(made, somebody)
    over(made)
    for deed in (lambda: confirm(made, venue_keeper()), lambda: cancel(made, made.user)):
        with refused("over"):
            deed()
    assert "时间已过" in signed_in(made.user).get("/my/bookings/").content.decode()


def test_contacts_go_when_they_are_no_longer_needed(settings):
    old, new = over(booking()), booking()
    Booking.objects.filter(pk=old.pk).update(day=timezone.localdate() - timedelta(days=settings.VENUE_CONTACT_DAYS + 1))
    forget_contacts()
    for made, name in ((old, ""), (new, "王一")):
        made.refresh_from_db()
        assert (made.name, Consent.objects.in_force().about(made).exists()) == (name, bool(name))


def test_a_venue_is_found_by_what_is_in_it():
    venue = VenueFactory(name="云溪直播间", kind="live", equipment="环形补光灯")
    venue.save_revision().publish()
    assert SearchEntry.objects.visible().filter(url=venue.get_absolute_url(), kind="venue").exists()
    assert venue.name in Client().get("/search/?q=补光灯").content.decode()
    assert venue.name in Client().get("/venues/?kind=live&seats=middle").content.decode()
    assert venue.name not in Client().get("/venues/?kind=live&seats=large").content.decode()


def subjects(user) -> list[str]:
    """Return what a person was told, in its order."""
    return list(Message.objects.filter(user=user).order_by("pk").values_list("subject", flat=True))


def test_staff_hear_of_a_booking_and_once_more_before_its_time():
    staff, somebody = venue_keeper(), UserFactory(is_staff=True)
    soon, later, answered = booking(), booking(in_days=3), booking()
    confirm(answered, staff)
    for _run in range(2):
        remind_keepers()
    asked = [f"新的场地预订：{made}" for made in (soon, later, answered)]
    assert subjects(staff) == [*asked, f"场地预订还没有答复：{soon}"]
    assert set(Message.objects.filter(user=staff).values_list("url", flat=True)) == {
        f"/admin/venues/bookings/{made.pk}/" for made in (soon, later, answered)
    }
    assert subjects(somebody) == []


def test_whoever_has_booked_a_venue_that_leaves_the_site_is_told_and_staff_see_it_still():
    staff, made, empty = venue_keeper(), booking(), VenueFactory()
    before = over(booking(made.venue, starts_at=11, ends_at=12))
    for venue in (made.venue, empty):
        venue.unpublish()
    assert subjects(made.user) == [f"场地暂停开放：{made}"]
    assert subjects(before.user) == []
    page = signed_in(staff).get(f"/admin/venues/plan/?span=day&day={tomorrow():%Y-%m-%d}").content.decode()
    assert f"{made.venue}（已下线）" in page
    assert f"/admin/venues/{made.venue_id}/reserve/" not in page
    assert empty.name not in page
    assert made.venue.get_absolute_url() not in signed_in(made.user).get("/my/bookings/").content.decode()


def test_whoever_has_booked_hours_that_a_venue_gives_up_is_told_once():
    made = booking()
    kept = booking(made.venue, starts_at=15, ends_at=16)
    venue = Venue.objects.get(pk=made.venue_id)
    for opens_at in (made.ends_at, time(14)):
        venue.opens_at = opens_at
        venue.save()
    assert (subjects(made.user), subjects(kept.user)) == ([f"场地开放时间有变：{made}"], [])


def test_the_plan_of_a_week_ends_on_its_sunday_and_a_firm_that_is_gone_is_not_the_centre():
    made, staff = booking(), venue_keeper()
    own = reserve(made.venue, staff, **wanted(13, 14))
    Booking.objects.filter(pk=made.pk).update(enterprise=None)
    plan = signed_in(staff).get("/admin/venues/plan/?day=2026-12-02").content.decode()
    assert "2026-11-30 – 2026-12-06" in plan
    day = signed_in(staff).get(f"/admin/venues/plan/?span=day&day={tomorrow():%Y-%m-%d}").content.decode()
    assert f"{made.hours} 企业已不在名录" in day
    assert [Booking.objects.get(pk=row.pk).holder for row in (made, own)] == ["企业已不在名录", "中心自用"]


def test_what_staff_have_reserved_outlives_their_account():
    staff = venue_keeper()
    own, mine = reserve(VenueFactory(), staff, **wanted(13, 14)), booking(None, settled_member())
    Booking.objects.filter(pk=mine.pk).update(user=staff)
    forget_bookings(Booking.objects.owned_by(staff), "user", staff)
    own.refresh_from_db()
    mine.refresh_from_db()
    assert (own.user, own.state, own.purpose) == (None, "confirmed", "试播")
    assert (mine.user, mine.state, mine.purpose) == (None, "cancelled", "")
