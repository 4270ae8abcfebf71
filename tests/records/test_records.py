"""Records of services: what they need, whom they show, how long they know a person."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from portal.accounts.closing import close_account
from portal.accounts.personal_data import export
from portal.core.access_log import AccessEntry
from portal.core.audit import AuditEntry
from portal.records.models import Attachment, ServiceRecord, StationVisit
from portal.records.services import coverage, forget_contacts, record_service
from tests.factories.catalogues import ProviderFactory, StationFactory
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.people import UserFactory, agreed, person, signed_in
from tests.factories.records import ServiceRecordFactory, record_keeper
from tests.support.made_files import pdf
from tests.support.refusals import refused
from tests.support.spreadsheets import example, imported, messages, plan, records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded_contexts")]
NAME, PHONE = "王小芳", "13800138000"


def tomorrow() -> date:
    """Return the day after the one on which a test runs, which need not be the one on which the tests were collected."""
    return timezone.localdate() + timedelta(days=1)


def typed(**changes) -> dict:
    """Return what staff type about a call."""
    call = {
        "served_on": timezone.localdate().isoformat(),
        "service_class": "technical",
        "channel": "phone",
        "content": "电话指导上架商品。",
        "minutes": "20",
        "client_kind": "household",
        "client_name": NAME,
        "client_phone": PHONE,
        "result": "done",
        "fee": "0",
    }
    return {**call, **changes}


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"served_on": tomorrow}, "served_on", "future"),
        ({"client_name": ""}, "client_name", "missing"),
        ({"client_kind": "station", "client_name": ""}, "station", "missing"),
        ({"service_class": "survey"}, "client_kind", "not_station"),
        ({"staff": None}, "staff", "missing"),
        ({"fee": -1}, "fee", "min_value"),
        ({"minutes": 0}, "minutes", "min_value"),
    ],
)
def test_what_a_record_needs(changes, field, code):
    changed = {name: value() if callable(value) else value for name, value in changes.items()}
    with refused(code, field=field):
        ServiceRecordFactory.build(**{"staff": UserFactory(is_staff=True), **changed}).full_clean()


def test_a_request_has_one_record_which_learns_how_it_was_liked():
    facts = {"client_kind": "household", "client_name": NAME, "service_class": "marketing", "content": "网店装修。", "channel": "online"}
    first = record_service(actor=None, request_number="XQ1", provider=ProviderFactory(), fee=80, **facts)
    again = record_service(actor=None, request_number="XQ1", satisfaction=5)
    assert (again.pk, again.fee, again.satisfaction) == (first.pk, 80, 5)
    assert record_service(actor=None, provider=first.provider, **facts).pk != first.pk
    # Who served has left; the grade is kept, and checked, all the same.
    ServiceRecord.objects.filter(pk=first.pk).update(provider=None, staff=UserFactory(is_staff=False))
    assert record_service(actor=None, request_number="XQ1", satisfaction=2).satisfaction == 2
    ServiceRecord.objects.filter(pk=first.pk).update(staff=None)
    assert record_service(actor=None, request_number="XQ1", satisfaction=3).satisfaction == 3
    with refused("invalid_choice", field="satisfaction"):
        record_service(actor=None, request_number="XQ1", satisfaction=9)
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "records.recorded",
        "records.changed",
        "records.recorded",
        "records.changed",
        "records.changed",
    ]


def test_staff_type_a_call_with_a_file_and_each_look_is_noted(new_county, client):
    keeper = record_keeper()
    client.force_login(keeper)
    page = client.get(reverse("service_records:add")).content.decode()
    assert 'autocomplete="off"' in page
    answer = client.post(
        reverse("service_records:add"), typed(staff=keeper.pk, upload=SimpleUploadedFile("签到表.pdf", pdf())), follow=True
    )
    listed = answer.content.decode()
    assert not answer.context.get("form"), answer.context["form"].errors
    assert "再记一条" in listed
    assert "王**" in listed
    assert NAME not in listed
    record = ServiceRecord.objects.get()
    assert (record.created_by, record.staff) == (keeper, keeper)
    assert not AccessEntry.objects.exists()
    assert NAME in client.get(reverse("service_records:edit", args=[record.pk])).content.decode()
    file = client.get(reverse("record_attachment", args=[record.attachments.get().pk]))
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    assert list(AccessEntry.objects.order_by("pk").values_list("field", flat=True)) == ["contact", "attachment"]


def test_bad_input_comes_back_with_what_was_typed(new_county, client):
    client.force_login(record_keeper())
    page = client.post(reverse("service_records:add"), typed(client_kind="station", staff="")).content.decode()
    assert "请选择服务网点。" in page
    assert "请填写服务人员、服务商或专家。" in page
    assert "电话指导上架商品。" in page
    assert not ServiceRecord.objects.exists()


def test_old_records_forget_persons_and_keep_firms(settings):
    old = timezone.localdate() - timedelta(days=settings.RECORD_CONTACT_DAYS + 1)
    person, young = ServiceRecordFactory(served_on=old), ServiceRecordFactory()
    firm = ServiceRecordFactory(served_on=old, client_kind="cooperative", client_name="云雾茶叶合作社")
    for record in (person, firm):
        Attachment.keep("签到表.pdf", "application/pdf", b"%PDF-1.4", record=record)
    forget_contacts()
    assert [file.record for file in Attachment.objects.all()] == [firm]
    for record, name, phone in ((person, "", ""), (firm, "云雾茶叶合作社", ""), (young, NAME, PHONE)):
        record.refresh_from_db()
        assert (record.client_name, record.client_phone) == (name, phone)
    person.full_clean()
    # Typed again, they are forgotten again.
    person.client_name = "王小丽"
    person.save()
    forget_contacts()
    person.refresh_from_db()
    assert person.client_name == ""


def test_a_change_and_a_deletion_by_staff_are_in_the_audit_log(new_county, client):
    record, director = ServiceRecordFactory(), person("superuser")
    client.force_login(director)
    client.post(reverse("service_records:edit", args=[record.pk]), typed(staff=director.pk, result="continues"))
    client.post(reverse("service_records:delete", args=[record.pk]))
    assert not ServiceRecord.objects.exists()
    entries = AuditEntry.objects.filter(action__startswith="records.").order_by("pk")
    assert list(entries.values_list("action", "actor")) == [("records.changed", director.pk), ("records.deleted", director.pk)]


def test_a_closed_account_leaves_the_record_without_its_person(new_county):
    user = agreed(UserFactory())
    record = ServiceRecordFactory(client=user)
    assert export(user)["service_records"][0]["服务对象名称"] == NAME
    close_account(user, user)
    record.refresh_from_db()
    assert (record.client_name, record.client_phone, record.client) == ("", "", None)


def test_a_table_leaves_masked_and_comes_back_without_a_change():
    record = ServiceRecordFactory(station=StationFactory(), enterprise=None)
    row = records("service-records")[0]
    assert (row["服务对象名称"], row["服务对象电话"]) == ("王**", "138****8000")
    imported("service-records", {**row, "服务结果": "继续跟进"})
    record.refresh_from_db()
    assert (record.client_name, record.client_phone, record.result) == (NAME, PHONE, "continues")
    imported("service-records", {**records("service-records")[0], "服务对象名称": "王小丽"})
    record.refresh_from_db()
    assert record.client_name == "王小丽"


def test_rows_without_a_number_are_new_once_and_bad_rows_are_all_named():
    UserFactory(last_name="赵", first_name="干事", is_staff=True)
    row = {**example("service-records"), "记录编号": "", "服务人员": "赵干事"}
    other = {**row, "服务内容": "第二次上门。"}
    imported("service-records", row, other)
    assert ServiceRecord.objects.count() == 2
    bad = {**row, "服务类别": "别的", "服务方式": "", "服务内容": "又一次。"}
    found = messages(plan("service-records", row, bad, {**row, "服务内容": "新的。", "收费（元）": "-5"}))
    assert len(found) == 4
    assert "已有相同的记录" in found[0]
    assert ServiceRecord.objects.count() == 2


def test_coverage_counts_services_and_visits_of_the_period(new_county, client):
    today = timezone.localdate()
    served, visited, never = StationFactory(), StationFactory(), StationFactory()
    StationFactory(state="closed")
    ServiceRecordFactory.create_batch(2, station=served)
    ServiceRecordFactory(station=visited, client_kind="station", channel="visit", service_class="survey")
    ServiceRecordFactory(station=never, served_on=today - timedelta(days=40))
    found = coverage(today - timedelta(days=30), today, "village_station")
    assert (found.total, found.reached, found.percent) == (3, 2, 66.7)
    counts = {row.pk: (row.times, row.visits) for row in found.stations}
    assert counts == {served.pk: (2, 0), visited.pk: (1, 1), never.pk: (0, 0)}
    client.force_login(record_keeper())
    page = client.get(reverse("station_coverage"))
    assert "覆盖率 100.0%" in page.content.decode()
    assert page.context["page"][0].times == 1
    wrong = client.get(reverse("station_coverage"), {"start": "2026-02-01", "end": "2026-01-01"}).content.decode()
    assert "结束日期不能早于开始日期。" in wrong
    assert client.get(reverse("station_coverage"), {"export": "xlsx"})["Content-Disposition"].startswith("attachment")


def test_a_firm_s_record_names_it_and_shows_nobody(new_county):
    record = ServiceRecordFactory(client_kind="enterprise", enterprise=EnterpriseFactory(name="云雾茶厂"), client_name="", client_phone="")
    assert record.shown_client() == "云雾茶厂"
    assert not record.has_contact


def planned(days: int = 0, **facts) -> StationVisit:
    """Return a visit that is planned for so many days from now."""
    facts = {"station": StationFactory(), "purpose": "摸排库存", "staff": UserFactory(is_staff=True), **facts}
    return StationVisit.objects.create(planned_on=timezone.localdate() + timedelta(days=days), **facts)


def test_a_visit_that_is_done_becomes_a_record_and_counts_for_the_station(new_county):
    visit, client = planned(-1), signed_in(record_keeper())
    index = reverse("station_visits:index")
    address = f"{reverse('service_records:add')}?visit={visit.pk}"
    assert ("已逾期" in client.get(index).content.decode(), address in client.get(index).content.decode()) == (True, True)
    form = client.get(address).context["form"]
    sent = {
        **typed(),
        "client_name": "",
        "client_phone": "",
        **{name: form.initial[name] for name in ("client_kind", "station", "channel")},
    }
    client.post(address, {**sent, "staff": visit.staff_id, "content": form.initial["content"]})
    visit.refresh_from_db()
    assert (visit.record.channel, visit.record.content, visit.record.station) == ("visit", "摸排库存", visit.station)
    assert coverage(timezone.localdate(), timezone.localdate()).stations.get(pk=visit.station_id).visits == 1
    page = client.get(index).content.decode()
    assert ("已完成" in page, address in page) == (True, False)


def test_who_runs_a_station_is_called_and_only_where_somebody_does(new_county):
    firm = EnterpriseFactory()
    visit = planned(kind="firm", station=StationFactory(operator=firm))
    assert (visit.drafted_record().enterprise, visit.drafted_record().channel) == (firm, "phone")
    visit.station = StationFactory()
    with refused("no_operator", field="station"):
        visit.clean()


def test_overdue_visits_are_found_and_the_plan_leaves_as_a_table(new_county):
    late, _coming = planned(-1), planned(1)
    client = signed_in(record_keeper())
    found = client.get(reverse("station_visits:index"), {"standing": "overdue"}).context["object_list"]
    assert list(found) == [late]
    answer = client.get(reverse("station_visits:index"), {"export": "xlsx"})
    head, first, _second = load_workbook(BytesIO(b"".join(answer))).active.values
    assert (head[-1], first[1], first[-1]) == ("状态", str(late.station), "已逾期")
