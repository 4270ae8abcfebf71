"""A complaint from the form to the archive: what moves it, what the clock counts, who reads what."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import Message
from portal.cases.models import CalendarDay, TimeLimit
from portal.cases.recounting import recount
from portal.cases.urging import urge
from portal.complaints import services
from portal.complaints.models import Complaint
from portal.core import consents
from portal.core.models import AccessEntry, AuditEntry
from tests.factories.complaints import SAID, accepted, complained, paper, solved
from tests.factories.people import UserFactory, person, signed_in
from tests.moderation.steps import BAD
from tests.support.made_files import pdf
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")
State = Complaint.State
ANYTIME = {"merged", "withdrawn"}
VERDICTS = {"confirmed", "reopened"}
# What staff do by the form of a complaint, and what it needs.
BY_STAFF = {
    "submitted": {"accepted", "escalated", "withdrawn"},
    "accepted": {"solved", "assigned", "escalated", "elsewhere", "withdrawn"},
    "assigned": {"answered", "escalated", "elsewhere", "withdrawn"},
    "escalated": {"assigned", "answered", "elsewhere", "withdrawn"},
    "reopened": {"assigned", "answered", "escalated", "elsewhere", "withdrawn"},
    "solved": VERDICTS,
    "answered": VERDICTS,
    "elsewhere": VERDICTS,
    "confirmed": {"closed"},
    "closed": {"reopened"},
    "archived": set(),
    "merged": {"reopened"},
    "withdrawn": set(),
}
NEEDED = {"assigned": {"department": "客服部"}, "elsewhere": {"where_to": "县市场监管局"}, "escalated": {"because": "unclear"}}
PDF = pdf()
CHINA = ZoneInfo("Asia/Shanghai")


def at(year: int, month: int, day: int, hour: int = 10) -> datetime:
    return datetime(year, month, day, hour, tzinfo=CHINA)


@pytest.fixture
def on(monkeypatch):
    """Let it be another moment: of a year of which there is no list of holidays, so that Monday to Friday are worked."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.mark.parametrize("state", State.values)
def test_from_each_state_staff_move_on_only_where_the_table_leads(state):
    case, staff = complained()[0], person("director")
    for to_state in State.values:
        Complaint.objects.filter(pk=case.pk).update(state=state, forgotten_at=None)
        said = NEEDED.get(to_state, {})
        if to_state in BY_STAFF[state]:
            assert services.handle(case, to_state, "您好。", staff, **said).state == to_state
        else:
            with refused("transition"):
                services.handle(case, to_state, "您好。", staff, **said)


@pytest.mark.parametrize(("to_state", "code"), [("assigned", "department"), ("elsewhere", "where_to"), ("escalated", "because")])
def test_nobody_is_passed_on_without_saying_where_or_why(to_state, code):
    with refused(code):
        services.handle(accepted(), to_state, "转出。", person("director"))


def test_it_is_accepted_within_a_day_and_then_has_five(on):
    on(at(2035, 12, 6, 16))
    case, staff = complained()[0], person("director")
    assert timezone.localtime(case.due_at) == at(2035, 12, 7, 23).replace(minute=59, second=59)
    on(at(2035, 12, 7, 9))
    case = services.handle(case, "accepted", "已受理。", staff)
    assert timezone.localdate(case.due_at).isoformat() == "2035-12-14"
    assert "5个工作日" in case.due_why
    assert (case.first_asked, case.owner, case.accepted_at) == (staff, staff, at(2035, 12, 7, 9))
    assert case.due_why in case.replies.get().note
    # The last second of the last day is in time, the next one is not.
    on(case.due_at)
    assert not Complaint.objects.late().exists()
    on(case.due_at + timedelta(seconds=1))
    assert list(Complaint.objects.late()) == [case]
    assert services.handle(case, "solved", "已解决。", staff).in_time is False


@pytest.mark.parametrize(
    ("wanted", "due", "own"),
    [
        ("2035-12-13", "2035-12-13", True),
        ("2035-12-14", "2035-12-14", False),
        ("2035-12-15", "2035-12-14", False),
        # Over when somebody accepts it.
        ("2035-12-06", "2035-12-07", True),
    ],
)
def test_the_complainants_own_day_counts_where_it_is_sooner(on, wanted, due, own):
    on(at(2035, 12, 6))
    case = complained(wanted_on=date.fromisoformat(wanted))[0]
    on(at(2035, 12, 7))
    case = services.handle(case, "accepted", "已受理。", person("director"))
    assert timezone.localdate(case.due_at).isoformat() == due
    assert ("投诉人希望" in case.due_why) is own


def test_the_director_sets_both_limits_and_the_calendar_moves_them(on):
    TimeLimit.objects.create(kind="complaint-accept", number=4, unit="hours", source="服务承诺")
    TimeLimit.objects.create(kind="complaint", number=2, unit="days", source="服务承诺")
    on(at(2035, 12, 6))
    waits, staff = complained()[0], person("director")
    assert waits.due_at == at(2035, 12, 6, 14)
    counted = services.handle(complained()[0], "accepted", "已受理。", staff)
    bounded = services.handle(complained(wanted_on=date(2035, 12, 8))[0], "accepted", "已受理。", staff)
    CalendarDay.objects.create(day="2035-12-07", name="县里放假")
    recount()
    due = [timezone.localdate(Complaint.objects.get(pk=row.pk).due_at).day for row in (waits, counted, bounded)]
    assert due == [6, 11, 8]


def test_great_influence_goes_straight_to_the_director_who_is_told():
    director, clerk = person("director"), person("director")
    case = services.handle(complained()[0], "escalated", "已报主任。", clerk, because="influence", note="媒体在问。")
    assert (case.first_asked, case.because, case.department) == (clerk, "influence", "")
    assert Message.objects.filter(user=director, subject__contains="有重大影响").exists()
    assert "媒体在问" not in "".join(case.replies.values_list("text", flat=True))


def test_two_clerks_at_once_accept_once():
    case, first, second = complained()[0], person("director"), person("director")
    seen_by_both = Complaint.objects.get(pk=case.pk)
    services.handle(case, "accepted", "我来办。", first)
    with refused("transition"):
        services.handle(seen_by_both, "accepted", "我来办。", second)
    assert Complaint.objects.get().first_asked == first


def test_who_is_not_content_is_heard_again_and_visited():
    staff, user = person("director"), UserFactory()
    case = services.object_to(solved(staff, user=user), user, text="还是没有来。")
    assert (case.state, case.grade, case.owner) == ("reopened", 2, staff)
    assert case.due_at > timezone.now()
    assert Message.objects.filter(user=staff, subject__contains=case.number, body__contains="不满意").exists()
    assert list(Complaint.objects.to_call_back()) == [case]
    services.call_back(case, staff, note="罗大山说明天在家。")
    assert not Complaint.objects.to_call_back().exists()
    with refused("called"):
        services.call_back(case, staff, note="又打了一次。")
    case = services.handle(case, "answered", "已拍完。", staff)
    # The first verdict counts.
    assert services.confirm(case, user, grade=5).grade == 2
    assert services.handle(case, "closed", "照片已交付，退费50%。", staff).state == "closed"
    assert "罗**" not in Message.objects.filter(user=user).latest("pk").body


def test_silence_closes_and_the_archive_is_the_end(settings):
    case = solved()

    def answered_ago(days: int) -> Complaint:
        Complaint.objects.update(closed_at=timezone.now() - timedelta(days=days))
        services.pass_time()
        return Complaint.objects.get()

    assert answered_ago(settings.COMPLAINT_CONFIRM_DAYS - 1).state == "solved"
    closed = answered_ago(settings.COMPLAINT_CONFIRM_DAYS + 1)
    assert closed.state == "closed"
    # The moment of the answer stays.
    assert closed.closed_at < timezone.now() - timedelta(days=settings.COMPLAINT_CONFIRM_DAYS)
    assert answered_ago(settings.COMPLAINT_ARCHIVE_DAYS + 1).state == "archived"
    with refused("transition"):
        services.object_to(case, None, text="现在才看到。")
    assert answered_ago(settings.COMPLAINT_KEPT_DAYS + 1).contact == ""


def test_a_duplicate_leads_to_the_state_of_the_other_and_to_nothing_else_of_it(client):
    staff, user = person("director"), UserFactory()
    main = accepted(staff, content="只有第一位知道的细节", name="罗大山")
    other, code = complained(user=user, content="拍照的没来", phone="13900007777", name="毛小春")
    with refused("main"):
        services.join(other, staff, number=other.number, text="并案。")
    joined = services.join(other, staff, number=main.number, text="与另一件相同，已并案。")
    assert (joined.state, joined.merged_into) == ("merged", main)
    services.handle(main, "solved", "只写给第一位的答复", staff)
    assert Message.objects.filter(user=user, body__contains="当场解决").exists()
    page = client.post("/cases/", {"number": other.number, "code": code}, follow=True).content.decode()
    assert "当场解决，待确认" in page
    for secret in ("只有第一位", "只写给第一位", main.number, SAID["phone"], "罗"):
        assert secret not in page, secret
    with refused("main"):
        services.join(complained()[0], staff, number=main.number, text="并案。")


def test_what_was_merged_goes_on_alone_when_the_other_is_withdrawn():
    staff = person("director")
    main, other, third = (complained(name=name)[0] for name in ("罗大山", "毛小春", "杜小满"))
    services.join(third, staff, number=other.number, text="已并案。")
    services.join(other, staff, number=main.number, text="已并案。")
    assert set(main.duplicates.all()) == {other, third}
    services.withdraw(main, None)
    assert set(Complaint.objects.still_open()) == {other, third}
    assert not Complaint.objects.exclude(merged_into=None).exists()


def test_urgings_say_who_urged_whom_and_what_was_answered():
    staff, clerk = person("director"), person("director")
    case = services.handle(accepted(staff), "assigned", "已交客服部。", staff, department="客服部")
    desk, address = signed_in(clerk), reverse("complaint", args=[case.pk])
    desk.post(address, {"urge": "1", "urge-whom": "客服部 张科", "urge-text": "明天到期，请今天答复罗大山。"})
    row = case.urgings.get()
    assert (row.by, row.whom, row.text) == (clerk, "客服部 张科", "明天到期，请今天答复罗**。")
    assert Message.objects.filter(user=staff, body__contains="明天到期").exists()
    desk.post(address, {"answer": "1", "answer-urging": str(row.pk), "answer-answer": "下午去。"})
    assert case.urgings.get().answer == "下午去。"
    services.handle(case, "answered", "已上门。", staff)
    with refused("ended"):
        urge(services.COMPLAINT, case, clerk, whom="客服部", text="快。")


def test_files_are_kept_through_an_error_read_by_both_and_each_look_of_staff_is_noted(client):
    typed = {**SAID, "agree": "on", "file2": SimpleUploadedFile("罗大山的合同.pdf", PDF, "application/pdf")}
    page = client.post("/complaints/", {**typed, "wanted_on": "2020-01-01"}).content.decode()
    assert "不能早于今天" in page
    assert SAID["content"] in page
    kept = re.search(r'name="kept-file2" value="([^"]+)"', page)[1]
    sent = client.post("/complaints/", {**SAID, "agree": "on", "kept-file2": kept})
    case = Complaint.objects.get()
    file = case.files.get()
    assert (file.name, file.from_sender, file.content()) == ("罗**的合同.pdf", True, PDF)
    address = f"{sent['Location']}files/{file.pk}/"
    assert b"".join(client.get(address).streaming_content) == PDF
    others = complained(files=[paper()])[0].files.get()
    assert client.get(f"{sent['Location']}files/{others.pk}/").status_code == 404
    clerk = person("director")
    desk = signed_in(clerk)
    assert desk.get(reverse("complaint_file", args=[case.pk, file.pk])).status_code == 200
    assert AccessEntry.objects.filter(viewer=clerk, field="attachment", object_id=str(case.pk)).count() == 1
    assert desk.get(reverse("complaint_file", args=[case.pk, others.pk])).status_code == 404
    added = {"add_files": "1", "add_files-file1": SimpleUploadedFile("答复.pdf", PDF, "application/pdf")}
    desk.post(reverse("complaint", args=[case.pk]), added)
    assert "答复.pdf" in client.get(sent["Location"]).content.decode()


def test_a_case_keeps_so_many_files_and_no_more(settings):
    settings.CASE_MOST_FILES = 2
    case = complained(files=[paper()])[0]
    with refused("files"):
        services.add_files(case, None, files=[])
    services.add_files(case, None, files=[paper()])
    with refused("files"):
        services.add_files(case, None, files=[paper()])


def test_strangers_find_nothing_and_guessing_ends(client, settings):
    settings.ACCESS_LIMITS = {**settings.ACCESS_LIMITS, "case_lookup": (2, 3600)}
    user = UserFactory()
    case, code = complained(user=user)
    assert re.fullmatch(r"\d{10}", case.number)
    own = case.get_owner_url()
    assert signed_in(user).get(own).status_code == 200
    assert signed_in(UserFactory()).get(own).status_code == 404
    for path in ("/complaints/", "/cases/", "/cases/figures/", f"/search/?q={SAID['content'][:6]}", "/sitemap.xml"):
        page = client.get(path).content.decode()
        assert "三次都没来" not in page, path
        assert SAID["phone"] not in page, path
    page = client.post("/cases/", {"number": case.number, "code": code}, follow=True).content.decode()
    assert SAID["content"] in page
    assert SAID["phone"] not in page
    for _time in range(2):
        assert "没有找到" in client.post("/cases/", {"number": case.number, "code": "WRONG2"}).content.decode()
    assert client.post("/cases/", {"number": case.number, "code": code}).status_code == 429


def test_what_is_written_and_answered_is_screened():
    with refused("blocked"):
        complained(content=BAD)
    case = complained(reason="我的身份证是11010519491231002X。")[0]
    with refused("reply"):
        services.handle(case, "accepted", BAD, person("director"))
    with refused("blocked"):
        services.object_to(solved(), None, text=BAD)


def test_staff_type_what_comes_otherwise_and_were_asked_first():
    clerk = person("director")
    desk, address = signed_in(clerk), reverse("complaint_new")
    typed = {**SAID, "channel": "passed_on", "told": "on"}
    assert "请填写转来的单位" in desk.post(address, typed).content.decode()
    page = desk.post(address, {**typed, "passed_on_by": "12345 热线"}, follow=True).content.decode()
    case = Complaint.objects.get()
    assert (case.state, case.first_asked, case.owner, case.passed_on_by) == ("accepted", clerk, clerk, "12345 热线")
    assert f"编号 {case.number}" in page
    assert SAID["phone"] not in page
    assert SAID["phone"] in desk.post(reverse("complaint", args=[case.pk]), {"show_contact": "1"}).content.decode()


def test_the_file_on_paper_is_complete_and_the_look_is_noted(monkeypatch):
    drawn = []
    monkeypatch.setattr("portal.web.papers.drawn", lambda template, context, request: drawn.append((template, context)) or b"%PDF-1.7")
    clerk = person("director")
    case = services.object_to(solved(clerk, files=[paper()]), None, text="没有来。")
    answer = signed_in(clerk).get(reverse("complaint_paper", args=[case.pk]))
    assert answer["Content-Type"] == "application/pdf"
    ((_template, told),) = drawn
    assert [name for _entry, name in told["course"]][:2] == ["提交投诉", "添加投诉附件"]
    assert len(told["replies"]) == 3
    assert AccessEntry.objects.filter(viewer=clerk, field="contact", object_id=str(case.pk)).exists()


def test_what_is_taken_back_or_kept_long_enough_names_nobody():
    user = UserFactory()
    open_one = complained(user=user, files=[paper()], against="某某店", on_behalf_of="大山合作社")[0]
    told = services.object_to(solved(user=user), user, text=f"我是罗大山，电话{SAID['phone']}")
    services.withdraw(open_one, user)
    consents.withdraw(user, services.CONSENT, subject=told)
    for case in Complaint.objects.all():
        assert not any(getattr(case, name) for name in Complaint.personal_fields)
        assert not any(reply.asked for reply in case.replies.all())
        assert not case.files.exists()
    assert not AuditEntry.objects.filter(reason__contains=SAID["phone"]).exists()


def test_the_form_tells_persons_limits_and_where_rights_are_protected(client):
    from portal.complaints.models import ComplaintSettings

    ComplaintSettings.objects.create(persons="行政专员 李某", rights="<p>法律援助请找县司法局。</p>")
    page = client.get("/complaints/").content.decode()
    for words in ("行政专员 李某", "法律援助请找县司法局", "1个工作日", "5个工作日"):
        assert words in page, words
    case, _code = complained(about="government")
    staff = person("director")
    services.handle(case, "accepted", "已受理。", staff)
    moved = services.handle(case, "elsewhere", "许可由市场监管部门办理。", staff, where_to="县市场监管局窗口")
    assert "县市场监管局窗口" in moved.replies.latest("pk").text
    with refused("ended"):
        services.add_files(case, None, files=[paper()])
