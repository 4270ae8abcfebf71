"""Calls to declare: what everybody sees and checks, when they close, who hears first, what a firm declares and how it goes on (R-POL-2)."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from portal.accounts.models import Message
from portal.core import consents
from portal.core.access_log import AccessEntry
from portal.enterprises.models import Enterprise
from portal.enterprises.services.members import given_back
from portal.policy_calls.models import Declaration, Paper, PolicyCall
from portal.policy_calls.services import announce, complete, declare, forget_contacts, handle, remind, withdraw
from tests.factories.every_kind import PAGES
from tests.factories.people import UserFactory, person, signed_in
from tests.factories.policy_calls import CONDITIONS, SAID, PolicyCallFactory, checked_file, declaration
from tests.factories.talent import member
from tests.support.made_files import pdf
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")


def day(offset: int):
    """Return the day so many days after today."""
    return timezone.localdate() + timedelta(days=offset)


def shown(path: str) -> str:
    """Return a page as everybody sees it."""
    return Client().get(path).content.decode()


def typed(firm, **values) -> dict:
    """Return what the form of a declaration sends."""
    return {"enterprise": firm.pk, "name": SAID["contact"], "phone": SAID["phone"], "note": SAID["note"], "agree": "on", **values}


def told(user) -> list[str]:
    """Return what a person has been told, the oldest first."""
    return list(Message.objects.filter(user=user).order_by("pk").values_list("subject", flat=True))


def test_a_call_closes_by_itself_at_local_midnight(monkeypatch):
    """The last minute of the last day counts; the next does not, in the list, on the page and for who declares."""
    last = day(3)
    call, (user, firm) = PolicyCallFactory(valid_until=last), member()
    for moment, is_open, left in ((time(0, 0), True, "今天截止"), (time(23, 59, 59), True, "今天截止"), (None, False, "截止")):
        at = datetime.combine(last, moment) if moment else datetime.combine(last + timedelta(days=1), time(0, 0))
        monkeypatch.setattr(timezone, "now", lambda at=at: timezone.make_aware(at))
        assert PolicyCall.objects.open().filter(pk=call.pk).exists() == is_open
        assert [call.name in shown(f"/policies/calls/?phase={phase}") for phase in ("open", "closed")] == [is_open, not is_open]
        assert left in shown("/policies/calls/")
        assert ("我要申报" in shown(call.get_absolute_url())) == is_open
    with refused("ended"):
        declare(call, user, enterprise=firm, **SAID)


def test_filters_countdown_and_the_policy_both_ways():
    policy = PAGES["policy_page"]()
    opened = PolicyCallFactory(policy=policy, valid_until=day(5))
    coming = PolicyCallFactory(opens_on=day(3), level="provincial")
    result = PolicyCallFactory(valid_until=day(-9), notice_from=day(-1), notice_until=day(6), notice_text="有异议的请书面提出。")
    early = PolicyCallFactory(valid_until=day(-9), notice_from=day(1), notice_until=day(6))
    listed = shown("/policies/calls/")
    assert listed.index(opened.name) < listed.index(coming.name) < listed.index(result.name), "what ends next first"
    assert "还有 5 天截止" in listed
    found = {phase: shown(f"/policies/calls/?phase={phase}") for phase in ("open", "coming", "closed", "results")}
    wanted = {"open": opened, "coming": coming, "closed": early, "results": result}
    for phase, page in found.items():
        assert {call.name for call in wanted.values() if call.name in page} == {wanted[phase].name}
    assert opened.name not in shown("/policies/calls/?level=provincial")
    assert opened.name in shown(policy.url)
    assert policy.url in shown(opened.get_absolute_url())
    published = shown(result.get_absolute_url())
    assert "云峰茶业" in published
    assert "30000.00" in published.replace(",", "")
    assert "有异议的请书面提出。" in published
    assert "云峰茶业" not in shown(early.get_absolute_url()), "not before its first day"


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"valid_until": -21}, "valid_until", "order"),
        ({"notice_from": 30}, "notice_until", "required"),
        ({"notice_until": 30}, "notice_from", "required"),
        ({"notice_from": 30, "notice_until": 29}, "notice_until", "order"),
        ({"notice_from": 20, "notice_until": 29}, "notice_from", "order"),
    ],
)
def test_days_that_cannot_be(values, field, code):
    with refused(code, field=field):
        PolicyCallFactory.build(**{name: day(offset) for name, offset in values.items()}).clean()


def test_the_check_names_what_is_not_ticked_and_keeps_nothing():
    call = PolicyCallFactory()
    first, second = call.conditions.all()
    path = f"{call.get_absolute_url()}check/"
    with connection.execute_wrapper(_reads_only):
        some = shown(f"{path}?asked=yes&met={first.pk}")
        every = shown(f"{path}?asked=yes&met={first.pk}&met={second.pk}&met=nonsense")
        unasked = shown(path)
    assert f"<li>{CONDITIONS[1]}</li>" in some
    assert f"<li>{CONDITIONS[0]}</li>" not in some
    assert _answer(some) == ["failed"]
    assert _answer(every) == ["met"]
    assert _answer(unasked) == []
    assert 'name="robots" content="noindex"' in some


def _answer(page: str) -> list[str]:
    """Return which of the two answers are not hidden."""
    return [name for name in ("met", "failed") if f'data-answer="{name}">' in page]


def _reads_only(execute, sql, params, many, context):
    assert sql.lstrip("( ").upper().startswith(("SELECT", "SAVEPOINT", "RELEASE")), sql
    return execute(sql, params, many, context)


def test_settled_firms_hear_of_a_priority_call_once_and_again_before_it_ends(settings):
    settled, firm = member()
    Enterprise.objects.filter(pk=firm.pk).update(settled=True)
    other, _firm = member()
    urgent = PolicyCallFactory(priority=True, valid_until=day(settings.POLICY_CALL_REMINDER_DAYS))
    plain = PolicyCallFactory(valid_until=urgent.valid_until)
    PolicyCallFactory(priority=True, opens_on=day(1))
    for _twice in range(2):
        announce()
        remind()
    assert told(settled) == [f"入驻企业优先告知：{urgent}", f"政策申报快截止了：{urgent}"]
    assert told(other) == []
    made = declare(plain, settled, enterprise=firm, **SAID)
    Declaration.objects.filter(pk=made.pk).update(state="incomplete", reply="缺申报表")
    PolicyCall.objects.update(reminded_for=None)
    declare(urgent, settled, enterprise=firm, **SAID)
    remind()
    assert told(settled)[2:] == [f"请尽快补交申报材料：{plain}"], "who has declared is not asked to"


def test_a_firm_declares_once_and_its_papers_pass_the_gate():
    user, firm = member()
    colleague, _firm = member(firm)
    call, client = PolicyCallFactory(), signed_in(user)
    path, name = f"{call.get_absolute_url()}declare/", f"material-{call.materials.get().pk}"
    assert "向中心和受理单位提供联系方式和申报材料" in client.get(path).content.decode()
    bad = client.post(path, {**typed(firm), name: SimpleUploadedFile("表.pdf", b"MZ no paper")}).content.decode()
    assert SAID["note"] in bad
    assert not Declaration.objects.exists()
    for _four_times in range(4):
        client.post(path, {**typed(firm), name: SimpleUploadedFile("王会计身份证.pdf", pdf())})
    again = signed_in(colleague).post(path, typed(firm)).content.decode()
    assert "这家企业已经申报过" in again
    made = Declaration.objects.get()
    assert (made.enterprise, made.user, made.state) == (firm, user, "sent")
    assert [paper.name for paper in made.papers.all()] == ["申报表.pdf"], "called what it is"
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact, phone, note FROM policy_calls_declaration")
        assert not {SAID["contact"], SAID["phone"], SAID["note"]} & set(cursor.fetchone())
    page = signed_in(colleague).get(made.get_owner_url()).content.decode()
    assert SAID["contact"] in page
    assert "已收到" in client.get("/my/declarations/").content.decode()
    with refused("member"):
        declare(call, UserFactory(), enterprise=firm, **SAID)
    assert "只有已核验企业的成员" in signed_in(UserFactory()).get(path).content.decode()


def test_staff_take_it_through_and_the_firm_hears_of_each_step():
    user, firm = member()
    made, director = declaration(who=(user, firm)), person("director")
    desk = signed_in(director)
    screen = f"/admin/policy-calls/declarations/{made.pk}/"
    assert SAID["phone"] in desk.get(screen).content.decode()
    assert "请写明变更理由" in desk.post(screen, {"state": "incomplete"}).content.decode()
    desk.post(screen, {"state": "incomplete", "reply": "申报表没有盖章"})
    client = signed_in(user)
    assert "申报表没有盖章" in client.get(made.get_owner_url()).content.decode()
    papers = f"/my/declarations/{made.pk}/papers/"
    assert "至少选择一份" in client.post(papers, {}).content.decode()
    client.post(papers, {"other": SimpleUploadedFile("新表.pdf", pdf())})
    assert "请填写报送日期" in _moved(desk, screen, "checked", "handed_in")
    _moved(desk, screen, ("handed_in", {"handed_in_on": day(0), "number": "SW-7"}))
    assert "请填写批准金额" in _moved(desk, screen, "approved")
    _moved(desk, screen, ("approved", {"amount": "30000"}))
    made.refresh_from_db()
    assert (made.state, made.number, made.amount, made.papers.count()) == ("approved", "SW-7", Decimal(30000), 2)
    states = ["待补正", "材料已核", "已报送", "已批准"]
    assert told(user) == [f"政策申报（{state}）：{made.call}" for state in states]
    counted = desk.get(f"/admin/policy-calls/{made.call_id}/declarations/").content.decode()
    assert "30000.00" in counted
    sheet = load_workbook(BytesIO(desk.get(f"/admin/policy-calls/{made.call_id}/declarations/?export=xlsx").content)).active
    assert sheet["A2"].value == firm.name
    assert SAID["phone"] not in str(list(sheet.values))
    assert "SW-7" in client.get(made.get_owner_url()).content.decode()
    with refused("stranger"):
        handle(made, "refused", actor=person("editor"), reply="不符合")
    with refused("stranger"):
        handle(made, "withdrawn", actor=director)


def _moved(desk, screen: str, *steps) -> str:
    """Take a declaration through steps on the staff's screen and return the last answer."""
    for step in steps:
        state, values = step if isinstance(step, tuple) else (step, {})
        answer = desk.post(screen, {"state": state, **values})
    return answer.content.decode()


def test_nobody_else_finds_papers_and_every_look_of_staff_is_noted():
    made = declaration()
    paper = made.papers.get()
    own, office = f"/my/declarations/papers/{paper.pk}/", f"/admin/policy-calls/papers/{paper.pk}/"
    stranger, _firm = member()
    for client in (signed_in(stranger), signed_in(person("director"))):
        assert {client.get(path).status_code for path in (own, made.get_owner_url())} == {404}
        assert client.post(f"{made.get_owner_url()}withdraw/").status_code == 404
    assert Client().get(own).status_code == 302
    assert signed_in(person("editor")).get(office).status_code != 200
    assert not AccessEntry.objects.exists()
    assert signed_in(person("director")).get(office).getvalue() == b"%PDF-1.4 ..."
    assert AccessEntry.objects.get().person == made.user
    answer = signed_in(made.user).get(own)
    assert (answer.getvalue(), answer["Cache-Control"]) == (b"%PDF-1.4 ...", "private, no-store")


def test_what_is_withdrawn_given_back_or_old_is_gone(settings):
    taken_back, returned, old, unwilling = (declaration() for _four in range(4))
    withdraw(taken_back, taken_back.user)
    given_back.send(Enterprise, enterprise=returned.enterprise, actor=returned.user)
    long_ago = timezone.now() - timedelta(days=settings.ENROLMENT_CONTACT_DAYS + 2)
    Declaration.objects.filter(pk=old.pk).update(state="approved", decided_at=long_ago)
    PolicyCall.objects.filter(pk=old.call_id).update(valid_until=long_ago.date())
    forget_contacts()
    consents.withdraw(unwilling.user, Declaration.purpose, subject=unwilling)
    found = [Declaration.objects.get(pk=made.pk) for made in (taken_back, returned, old, unwilling)]
    assert [made.state for made in found] == ["withdrawn", "withdrawn", "approved", "sent"]
    assert {(made.contact, made.phone, made.note) for made in found} == {("", "", "")}
    assert list(Paper.objects.values_list("declaration", flat=True)) == [unwilling.pk], "the firm's, and its declaration goes on"
    declaration(taken_back.call, (taken_back.user, taken_back.enterprise))
    with refused("transition"):
        complete(unwilling, unwilling.user, papers=[("申报表", checked_file())])
    handle(unwilling, "checked", actor=person("director"))
    handle(unwilling, "handed_in", actor=person("director"), handed_in_on=day(0))
    with refused("transition"):
        withdraw(unwilling, unwilling.user)
