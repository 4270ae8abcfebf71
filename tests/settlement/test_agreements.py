"""An agreement from the filing to the exit: room, years, deposit, renewals, sales, who comes first (R-SET-5 to R-SET-8)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from portal.accounts.models import Message
from portal.enterprises.models import Enterprise
from portal.settlement.models import Agreement, SalesReport, Term
from portal.settlement.services import agreements
from portal.settlement.services.agreements import check_length, drop, end, move_in, pay_deposit, refund_deposit, renew, report_sales, sign
from portal.settlement.services.reminders import remind
from portal.settlement.terms import last_day
from portal.venues.policies import settled_enterprises
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.people import UserFactory, person, signed_in
from tests.factories.settlement import RoomFactory, settled, settled_firm, signed, to_file, years_ago
from tests.factories.talent import member
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")


def handed_back(**said) -> dict:
    """Return a check-list that is done."""
    return {"ended_on": timezone.localdate(), "ended_why": "期满", "room_returned": True, "papers_returned": True, **said}


def told(user) -> list[str]:
    """Return what a person has been told, the oldest first."""
    return list(Message.objects.filter(user=user).order_by("pk").values_list("subject", flat=True))


def test_a_firm_comes_first_elsewhere_from_moving_in_to_leaving():
    (user, firm), staff = member(), person("director")
    made = agreements.register(firm, staff)
    with refused("twice", field="enterprise"):
        agreements.register(firm, staff)
    signed(made)
    assert settled_enterprises(user) == []
    move_in(made, staff)
    assert settled_enterprises(user) == [firm]

    draft = Enterprise.objects.get(pk=firm.pk)
    draft.settled = False
    draft.save_revision().publish()
    assert settled_enterprises(user) == [firm], "an older text of the page changes nothing"
    end(made, staff, **handed_back())
    assert settled_enterprises(user) == []
    assert told(user)[-1].startswith("入驻协议（已退出）")


def test_a_firm_without_an_agreement_keeps_what_staff_have_noted():
    firm = EnterpriseFactory(settled=True)
    firm.save_revision().publish()
    assert Enterprise.objects.get(pk=firm.pk).settled


def test_a_room_is_signed_for_once_and_for_a_year_at_most():
    staff, today, room = person("director"), timezone.localdate(), RoomFactory()
    made = to_file()
    with refused("transition"):
        sign(made, staff, room=room, signed_on=today, starts_on=today, valid_until=last_day(today, 1))
    with refused("day", field="filed_on"):
        agreements.file_with_bureau(made, staff, filed_on=today + timedelta(days=1), filing_number="1")
    agreements.file_with_bureau(made, staff, filed_on=today, filing_number="通商备1号")
    after = last_day(today, 1) + timedelta(days=1)
    for code, field, days in (("year", "valid_until", (today, after)), ("order", "valid_until", (after, today))):
        with refused(code, field=field):
            sign(made, staff, room=room, signed_on=today, starts_on=days[0], valid_until=days[1])
    done = sign(made, staff, room=room, signed_on=today, starts_on=today, valid_until=last_day(today, 1))
    assert (done.deposit, done.periods.count()) == (Decimal(2000), 1)
    other = to_file()
    agreements.file_with_bureau(other, staff, filed_on=today, filing_number="通商备2号")
    with refused("taken", field="room"):
        sign(other, staff, room=room, signed_on=today, starts_on=today, valid_until=last_day(today, 1))
    drop(done, staff, ended_why="不来了")
    assert sign(other, staff, room=room, signed_on=today, starts_on=today, valid_until=last_day(today, 1)).room == room


def test_a_stay_beyond_two_years_has_a_reason_and_beyond_three_the_bureaus_papers():
    first, bureau = date(2024, 2, 29), {"approval_number": "通商批3号", "approved_on": date(2027, 2, 1), "filing_number": "备9号"}
    check_length(first, date(2026, 2, 28))
    with refused("reason", field="reason"):
        check_length(first, date(2026, 3, 1))
    check_length(first, date(2027, 2, 28), reason="第三年在带动农户")
    with refused("approval", field="approval_number"):
        check_length(first, date(2027, 3, 1), reason="还想留")
    with refused("approval", field="approval_number"):
        check_length(first, date(2027, 3, 1), reason="还想留", **{**bureau, "filing_number": ""})
    check_length(first, date(2027, 3, 1), reason="还想留", **bureau)
    Term.objects.create(code="years", number=1, source="办法修订")
    with refused("reason", field="reason"):
        check_length(first, date(2025, 3, 1))


def test_a_renewal_follows_day_after_day_and_reminders_come_once_a_year(settings):
    settings.SETTLEMENT_REMINDER_DAYS = 30
    (user, firm), staff, today = member(), person("director"), timezone.localdate()
    made = settled_firm(firm, starts_on=years_ago(1) + timedelta(days=20))
    before = len(told(user))
    remind()
    remind()
    assert told(user)[before:] == [f"入驻协议快到期了：{firm.name}"]
    assert Agreement.objects.to_renew().get() == made
    last = made.valid_until
    period = renew(made, staff, signed_on=today, valid_until=last_day(last + timedelta(days=1), 1))
    made.refresh_from_db()
    assert (period.starts_on, made.valid_until) == (last + timedelta(days=1), period.valid_until)
    assert not Agreement.objects.to_renew().exists()
    with refused("state"):
        renew(to_file(), staff, signed_on=today, valid_until=today)


def test_the_deposit_is_paid_once_and_given_back_at_the_end():
    staff, today = person("director"), timezone.localdate()
    made = settled()
    paid = {"deposit_paid_on": today, "deposit_receipt": "收0001"}
    back = {"deposit_refunded_on": today, "refund_receipt": "退0001"}
    pay_deposit(made, staff, **paid)
    with refused("deposit"):
        pay_deposit(made, staff, **paid)
    with refused("deposit"):
        refund_deposit(made, staff, **back)
    with refused("list"):
        end(made, staff, **handed_back(room_returned=False))
    ended = end(made, staff, **handed_back())
    assert ended.owes_deposit_back
    assert not refund_deposit(made, staff, **back).owes_deposit_back
    with refused("deposit"):
        refund_deposit(made, staff, **back)


def test_sales_are_reported_of_years_that_are_over_and_measured_as_the_rules_stood():
    user, firm = member()
    made = settled_firm(firm, starts_on=years_ago(2))
    assert Agreement.objects.owing_report().get() == made
    with refused("mine"):
        report_sales(made, UserFactory(), year=1, amount=Decimal(50))
    with refused("year", field="year"):
        report_sales(made, user, year=3, amount=Decimal(50))
    assert report_sales(made, user, year=1, amount=Decimal("49.99")).is_rent_free is False
    assert report_sales(made, user, year=1, amount=Decimal(50)).is_rent_free, "the last word counts"
    client = signed_in(user)
    answer = client.post(f"/my/settlement/agreements/{made.pk}/sales/", {"year": "2", "amount": "99.5"})
    assert answer.url == made.get_owner_url()
    Term.objects.create(code="sales_1", number=Decimal(60), source="办法修订")
    page = client.get(made.get_owner_url()).content.decode()
    assert "第 1 年：50 万元，标准 50 万元。<strong>免房租" in page
    assert "第 2 年：99.50 万元，标准 100 万元。<strong>按标准交房租" in page
    assert SalesReport.objects.count() == 2
    assert not Agreement.objects.owing_report().exists()
    assert signed_in(UserFactory()).get(made.get_owner_url()).status_code == 404


def test_what_is_owed_is_the_same_in_the_list_and_on_the_page():
    made = settled_firm()
    for today in (date(2025, 2, 28), date(2025, 3, 1), date(2028, 2, 29), date(2029, 3, 1)):
        for starts_on in (date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2027, 2, 28), date(2027, 3, 1)):
            Agreement.objects.filter(pk=made.pk).update(starts_on=starts_on)
            row = Agreement.objects.get(pk=made.pk)
            assert Agreement.objects.owing_report(today).exists() == bool(row.years_over(today)), (starts_on, today)


def test_staff_note_steps_on_their_screens_and_a_refusal_stands_at_its_field():
    staff, room, today = person("director"), RoomFactory(), f"{timezone.localdate():%Y-%m-%d}"
    made = to_file()
    client, path = signed_in(staff), f"/admin/settlement/agreements/{made.pk}/"
    assert "请填写" in client.post(f"{path}file/", {"filed_on": today}).content.decode() or not Agreement.objects.get().filed_on
    client.post(f"{path}file/", {"filed_on": today, "filing_number": "通商备1号"})
    page = client.post(f"{path}sign/", {"room": room.pk, "signed_on": today, "starts_on": today, "valid_until": "2099-01-01"})
    assert "协议一年一签，有效期不能超过一年。" in page.content.decode()
    until = f"{last_day(timezone.localdate(), 1):%Y-%m-%d}"
    client.post(f"{path}sign/", {"room": room.pk, "signed_on": today, "starts_on": today, "valid_until": until})
    client.post(f"{path}move-in/", {})
    made.refresh_from_db()
    assert (made.state, made.room) == ("settled", room)
    assert "登记续签" in client.get(path).content.decode()
    assert client.get(f"{path}no-such-step/").status_code == 404
    for show in ("", "to_sign", "to_renew", "owing_report"):
        assert client.get(f"/admin/settlement/agreements/?show={show}").status_code == 200
