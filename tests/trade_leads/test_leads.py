"""Supply and demand: who posts, what everybody sees, who answers, what staff bring together and record (R-REC-4)."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from portal.accounts.models import Message
from portal.core import consents
from portal.core.models import AccessEntry
from portal.enterprises.models import Enterprise
from portal.enterprises.services.members import given_back
from portal.records.models import ServiceRecord
from portal.trade_leads.matching import propose, record_outcome, take_up
from portal.trade_leads.models import Inquiry, Match, TradeLead
from portal.trade_leads.querysets import PUBLIC
from portal.trade_leads.services import PHONE, expire_leads, inquire, mark, received, remind_of_leads
from tests.factories.people import UserFactory, person, signed_in
from tests.factories.talent import member
from tests.factories.trade_leads import SAID, inquiry, lead_values, matched, open_lead
from tests.my.public_forms import picture
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")
NUMBER = "13800138077"


def typed(**values) -> dict:
    """Return what the form of a supply sends."""
    values = lead_values(**values)
    return {**values, "town": values["town"].pk, "agree": "on"}


def public(lead) -> str:
    """Return the lead's page as everybody sees it."""
    return Client().get(lead.get_absolute_url()).content.decode()


def test_a_grower_posts_and_shows_a_number_as_long_as_they_agree():
    grower = UserFactory(phone=NUMBER)
    client = signed_in(grower)
    page = client.get("/supply-demand/post/offer/").content.decode()
    assert "在网站上公开供求信息" in page
    assert client.post("/supply-demand/post/offer/", {**typed(show_phone="on"), "upload": picture()})["Location"] == "/my/supply-demand/"
    lead = TradeLead.objects.get()
    assert (lead.poster, lead.enterprise, lead.live, lead.state) == (grower, None, False, "open")
    assert Client().get(lead.get_absolute_url()).status_code == 404
    lead.latest_revision.publish()
    shown = public(lead)
    assert NUMBER in shown
    assert "王*" in shown
    assert "<figure" in shown
    assert grower.get_full_name() not in shown
    assert "云雾绿茶" in Client().get("/supply-demand/?kind=offer&category=tea").content.decode()
    assert "云雾绿茶" not in Client().get("/supply-demand/?kind=demand").content.decode()
    seen = TradeLead.objects.get().latest_revision_id
    assert client.post(f"/my/supply-demand/{lead.pk}/edit/", {**typed(product="谷雨绿茶"), "seen_revision": seen}).status_code == 302
    shown = public(lead)
    assert "谷雨绿茶" not in shown
    assert NUMBER not in shown
    consents.withdraw(grower, PUBLIC, subject=lead)
    assert Client().get(lead.get_absolute_url()).status_code == 410


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"quantity": "0"}, "大于或等于"),
        ({"valid_until": timedelta(days=-1)}, "天以内的日期"),
        ({"valid_until": timedelta(days=181)}, "天以内的日期"),
        ({"available_from": timedelta(days=40)}, "不能晚于截止日期"),
        ({"town": ""}, "所在乡镇"),
        ({"agree": ""}, "请先阅读并勾选同意"),
    ],
)
def test_wrong_answers_are_explained_and_nothing_typed_is_lost(values, words):
    days = {name: timezone.localdate() + value for name, value in values.items() if isinstance(value, timedelta)}
    answer = signed_in(UserFactory()).post("/supply-demand/post/offer/", {**typed(), **values, **days}).content.decode()
    assert words in answer
    assert answer.count("请填写“所在乡镇”") == 2 * ("town" in values), "in the summary and beside the field, once each"
    assert "云雾绿茶" in answer
    assert not TradeLead.objects.exists()


def test_a_demand_asks_less_and_a_firm_is_named():
    user, firm = member()
    client = signed_in(user)
    page = client.get("/supply-demand/post/demand/").content.decode()
    assert "包装规格" not in page
    assert "期望单价（元）" in page
    client.post("/supply-demand/post/demand/", {**typed(), "enterprise": firm.pk, "price": "", "town": ""})
    lead = TradeLead.objects.get()
    lead.latest_revision.publish()
    assert firm.name in public(lead)
    assert "价格面议" in public(lead)
    Enterprise.objects.filter(pk=firm.pk).update(verified_at=None)
    seen = TradeLead.objects.get().latest_revision_id
    refusal = client.post(f"/my/supply-demand/{lead.pk}/edit/", {**typed(), "seen_revision": seen}).content.decode()
    assert "只有已核验企业的成员" in refusal
    given_back.send(Enterprise, enterprise=firm, actor=user)
    assert TradeLead.objects.get().state == "closed"


def test_nobody_has_more_than_so_many_open(settings):
    settings.TRADE_LEADS_OPEN = 1
    grower = UserFactory()
    open_lead(grower)
    assert "请先结束一些" in signed_in(grower).post("/supply-demand/post/offer/", typed()).content.decode()


def test_leads_end_by_day_or_by_press_and_open_again_with_a_new_day():
    grower = UserFactory()
    late, soon = open_lead(grower), open_lead(grower, valid_until=timezone.localdate() + timedelta(days=3))
    TradeLead.objects.filter(pk=late.pk).update(valid_until=timezone.localdate() - timedelta(days=1))
    assert Client().get(late.get_absolute_url()).status_code == 410
    for _twice in range(2):
        expire_leads()
        remind_of_leads()
    assert sorted(Message.objects.filter(user=grower).values_list("subject", flat=True)) == [
        f"供求信息即将到期：{soon}",
        f"供求信息已到期：{late}",
    ]
    client = signed_in(grower)
    client.post(f"/my/supply-demand/{soon.pk}/dealt/")
    assert Client().get(soon.get_absolute_url()).status_code == 410
    assert "已成交" in client.get("/my/supply-demand/").content.decode()
    client.post(f"/my/supply-demand/{soon.pk}/edit/", {**typed(), "seen_revision": soon.latest_revision_id})
    assert TradeLead.objects.get(pk=soon.pk).state == "open"


def test_who_answers_is_read_by_the_owner_alone_and_every_look_is_noted():
    grower, buyer = UserFactory(), UserFactory()
    lead = open_lead(grower)
    path = f"{lead.get_absolute_url()}inquire/"
    buys = signed_in(buyer)
    said = {"name": SAID["contact"], "phone": SAID["phone"], "text": SAID["text"]}
    assert "向发布人和中心提供" in buys.get(path).content.decode()
    assert buys.post(path, {**said, "agree": "on"})["Location"] == "/my/supply-demand/"
    assert "已经提交过" in buys.post(path, {**said, "agree": "on"}).content.decode()
    made = Inquiry.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact, phone, text FROM trade_leads_inquiry")
        assert not {SAID["contact"], SAID["phone"], SAID["text"]} & set(cursor.fetchone())
    told = Message.objects.get(user=grower)
    assert (told.subject, told.url) == (f"有人有意向：{lead}", f"/my/supply-demand/{lead.pk}/inquiries/")

    sells = signed_in(grower)
    assert SAID["phone"] in sells.get(told.url).content.decode()
    assert AccessEntry.objects.filter(viewer=grower, person=buyer).count() == 1
    assert signed_in(UserFactory()).get(told.url).status_code == 404
    assert sells.post(f"/my/supply-demand/inquiries/{made.pk}/agreed/")["Location"] == told.url
    assert "已谈成" in buys.get(lead.get_absolute_url()).content.decode()
    buys.post(f"/my/supply-demand/sent/{made.pk}/withdraw/")
    made.refresh_from_db()
    assert (made.contact, made.phone, made.text) == ("", "", "")
    assert not received(lead, grower)


def test_refused_answers():
    grower = UserFactory()
    lead, over = open_lead(grower), open_lead(state="dealt")
    with refused("own"):
        inquire(lead, grower, **SAID)
    with refused("ended"):
        inquire(over, UserFactory(), **SAID)
    with refused("stranger"):
        received(lead, UserFactory())
    with refused("stranger"):
        mark(inquiry(lead), UserFactory(), "agreed")


def test_staff_find_propose_and_record_and_the_service_is_counted():
    staff, grower = person("director"), UserFactory(phone=NUMBER)
    lead = open_lead(grower, product="云雾绿茶（演示）")
    fits = open_lead(kind="demand", category="food", product="绿茶礼盒")
    same, other = open_lead(kind="demand", product="红茶"), open_lead(kind="demand", category="fruit", product="猕猴桃（演示）")
    assert list(TradeLead.objects.fitting(lead)) == [fits, same]
    assert lead in TradeLead.objects.fitting(fits)
    desk, screen = signed_in(staff), f"/admin/trade-leads/{lead.pk}/matching/"
    page = desk.get(screen).content.decode()
    assert "绿茶礼盒" in page
    assert str(other) not in page
    desk.post(screen, {"counterpart": fits.pk})
    match = Match.objects.get()
    assert (match.lead, match.counterpart) == (lead, fits)
    assert {message.user for message in Message.objects.all()} == {grower, fits.poster}
    with refused("twice"):
        propose(fits, lead, staff)
    with refused("ended"):
        propose(lead, open_lead(), staff)

    outcome = f"/admin/trade-leads/matches/{match.pk}/outcome/"
    assert "请填写成交金额" in desk.post(outcome, {"state": "dealt", "note": ""}).content.decode()
    assert desk.post(outcome, {"state": "dealt", "amount": "12000", "note": "分两批送货。"})["Location"] == screen
    record = ServiceRecord.objects.get()
    assert (record.service_class, record.result, record.client, record.request_number) == ("trade", "done", grower, match.number)
    assert "12000" in record.content
    assert "绿茶" not in record.content
    record_outcome(Match.objects.get(), staff, "failed", note="没送到。")
    record = ServiceRecord.objects.get()
    assert (record.result, Match.objects.get().amount) == ("unsolved", None)


def test_staff_follow_up_on_an_inquiry_and_each_look_at_contacts_is_noted():
    staff, grower = person("director"), UserFactory(phone=NUMBER)
    lead = open_lead(grower)
    made = inquiry(lead)
    desk, screen = signed_in(staff), f"/admin/trade-leads/{lead.pk}/matching/"
    page = desk.get(screen).content.decode()
    assert SAID["phone"] not in page
    assert NUMBER not in page
    shown = desk.post(screen, {"contacts": "1"}).content.decode()
    assert SAID["phone"] in shown
    assert NUMBER in shown
    assert set(AccessEntry.objects.filter(viewer=staff).values_list("person", flat=True)) == {grower.pk, made.user_id}
    assert desk.post(screen, {"inquiry": made.pk})["Location"] == Match.objects.get().get_outcome_url()
    with refused("twice"):
        take_up(made, staff)
    with refused("stranger"):
        take_up(inquiry(), UserFactory())


def test_the_figures_count_by_month_and_leave_as_a_table():
    staff = person("director")
    record_outcome(matched(staff), staff, "dealt", amount=Decimal(300))
    record_outcome(matched(staff), staff, "failed")
    TradeLead.objects.create(poster=staff, **lead_values())
    inquiry()
    page = signed_in(staff).get("/admin/trade-leads/figures/?export=xlsx")
    rows = list(load_workbook(BytesIO(page.content)).active.values)
    assert rows[-1] == ("合计", "3", "2", "1", "2", "1", "300.00")
    assert sum(Decimal(row[-1]) for row in rows[1:-1]) == Decimal(300)
    assert signed_in(UserFactory()).get("/admin/trade-leads/figures/").status_code == 302


def test_own_pages_and_the_matching_screen_ask_a_constant_number_of_statements():
    staff, grower = person("director"), UserFactory(phone=NUMBER)
    lead = open_lead(grower)
    pages = {
        "/my/supply-demand/": signed_in(grower),
        f"/my/supply-demand/{lead.pk}/inquiries/": signed_in(grower),
        f"/admin/trade-leads/{lead.pk}/matching/": signed_in(staff),
    }

    def statements() -> list[int]:
        for _warm in range(2):
            found = []
            for path, client in pages.items():
                with CaptureQueriesContext(connection) as asked:
                    assert client.get(path).status_code == 200
                found.append(len(asked))
        return found

    def grow() -> None:
        take_up(inquiry(lead), staff)
        inquire(open_lead(kind="demand"), grower, **SAID)
        propose(lead, open_lead(kind="demand"), staff)
        inquiry(open_lead(grower))

    grow()
    few = statements()
    for _time in range(3):
        grow()
    assert statements() == few


def test_phone_consents_name_the_lead_alone():
    grower = UserFactory(phone=NUMBER)
    shown, hidden = open_lead(grower), open_lead(grower)
    consents.give(grower, PHONE, subject=shown)
    assert NUMBER in public(shown)
    assert NUMBER not in public(hidden)
