"""A consultation from the form to its grade: what moves it, what the clock counts, who reads what."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import Message
from portal.cases.models import TimeLimit
from portal.consultation import services
from portal.consultation.models import Consultation, PublicAnswer
from portal.core import consents
from portal.core.models import AccessEntry, AuditEntry
from tests.factories.consultation import ASKED, PublicAnswerFactory, answered, consulted
from tests.factories.people import UserFactory, person, signed_in
from tests.moderation.steps import BAD
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")
State = Consultation.State
MOVES = {
    "received": {"referred", "escalated", "answered", "elsewhere", "withdrawn"},
    "referred": {"answered", "escalated", "withdrawn"},
    "escalated": {"referred", "answered", "elsewhere", "withdrawn"},
    "reopened": {"referred", "escalated", "answered", "elsewhere", "withdrawn"},
    "answered": {"reopened"},
    "elsewhere": {"reopened"},
    "withdrawn": set(),
}
SAID = {"referred": {"department": "县农业农村局"}, "elsewhere": {"where_to": "县人社局，电话 0715-0000000"}}


@pytest.mark.parametrize("state", State.values)
def test_from_each_state_only_the_moves_of_the_table(state):
    case, staff = consulted()[0], person("director")
    for to_state in State.values:
        Consultation.objects.filter(pk=case.pk).update(state=state)
        if to_state in MOVES[state]:
            assert services.handle(case, to_state, "您好。", staff, **SAID.get(to_state, {})).state == to_state
        else:
            with refused("transition"):
                services.handle(case, to_state, "您好。", staff, **SAID.get(to_state, {}))


def test_the_first_answer_counts_and_a_referral_does_not():
    case = consulted()[0]
    assert (case.due_at - case.due_from) == timedelta(hours=48)
    assert case.due_why.endswith("起48小时，节假日和夜间照算")
    staff = person("director")
    referred = services.handle(case, "referred", "已请农业农村局研究。", staff, department="县农业农村局")
    assert referred.is_open
    assert referred.in_time is None
    Consultation.objects.filter(pk=case.pk).update(due_at=timezone.now() - timedelta(seconds=1))
    late = Consultation.objects.get(pk=case.pk)
    assert late.is_late
    answer = services.handle(case, "answered", "可以申报。", staff)
    assert answer.in_time is False
    again = services.ask_on(answer, None, question="材料交到哪里？")
    assert again.due_at > timezone.now() + timedelta(hours=47)
    assert services.handle(again, "answered", "交到窗口。", staff).in_time is False


def test_a_result_that_a_department_owes_is_late_too():
    case = services.handle(consulted()[0], "referred", "已转办。", person("director"), department="县市场监管局")
    assert not case.is_late
    Consultation.objects.filter(pk=case.pk).update(result_until=timezone.now() - timedelta(seconds=1))
    assert list(Consultation.objects.late()) == [case]
    assert Consultation.objects.get().is_late


@pytest.mark.parametrize(("to_state", "code"), [("referred", "department"), ("elsewhere", "where_to")])
def test_nobody_is_sent_away_without_being_told_where(to_state, code):
    with refused(code):
        services.handle(consulted()[0], to_state, "不归我们管。", person("director"))


def test_where_to_ask_stands_in_the_answer():
    case = services.handle(consulted()[0], "elsewhere", "社保不在本中心办理。", person("director"), where_to="县人社局窗口")
    assert case.replies.get().text == "社保不在本中心办理。\n请向这里咨询：县人社局窗口"


def test_an_answer_is_screened_and_names_nobody():
    case, staff = consulted()[0], person("director")
    with refused("reply"):
        services.handle(case, "answered", BAD, staff)
    services.handle(case, "answered", f"李大山您好，已打电话到{ASKED['phone']}说明。", staff)
    assert case.replies.get().text == "李**您好，已打电话到139****4444说明。"
    assert not AuditEntry.objects.filter(reason__contains=ASKED["phone"]).exists()


def test_bad_words_are_refused_and_numbers_of_ones_own_are_not():
    with refused("blocked"):
        consulted(question=BAD)
    case, _code = consulted(question="我的身份证是11010519491231002X，电话13812345678，为什么注册不了网店？")
    assert "11010519491231002X" in case.question


def test_two_clerks_at_once_answer_once():
    case, first, second = consulted()[0], person("director"), person("director")
    seen_by_both = Consultation.objects.get(pk=case.pk)
    services.handle(case, "answered", "有补贴。", first)
    with refused("transition"):
        services.handle(seen_by_both, "answered", "没有补贴。", second)
    assert case.replies.get().by == first


def test_a_poor_grade_waits_for_a_call_and_is_given_once():
    staff = person("director")
    case = services.rate(answered(staff), None, grade=2, comment="没有听懂")
    assert list(Consultation.objects.to_call_back()) == [case]
    assert Message.objects.filter(user=staff, subject__contains=case.number, body__contains="不满意").exists()
    with refused("rated"):
        services.rate(case, None, grade=5)
    services.call_back(case, staff, "已重新说明，群众明白了。")
    assert not Consultation.objects.to_call_back().exists()
    with refused("called"):
        services.call_back(case, staff, "又打了一次。")


def test_what_is_taken_back_or_kept_long_enough_names_nobody():
    user = UserFactory()
    open_one, answer = consulted(user=user)[0], answered(user=user)
    services.ask_on(answer, user, question=f"我是李大山，电话{ASKED['phone']}")
    services.withdraw(open_one, user)
    consents.withdraw(user, services.CONSENT, subject=answer)
    for case in Consultation.objects.all():
        assert not any(getattr(case, name) for name in Consultation.personal_fields)
        assert not any(reply.asked for reply in case.replies.all())
    old = answered()
    Consultation.objects.filter(pk=old.pk).update(closed_at=timezone.now() - timedelta(days=366))
    services.forget_old()
    assert not Consultation.objects.get(pk=old.pk).contact


def test_a_draft_for_the_base_is_masked_and_made_once():
    staff = person("director")
    case = answered(staff, text="请打0715-4320000问，也可以到窗口。", question=f"我叫李大山，电话{ASKED['phone']}，有补贴吗？")
    entry = services.make_public(case, staff)
    assert not entry.live
    assert "李大山" not in entry.question
    assert ASKED["phone"] not in entry.question + entry.title + entry.slug
    with refused("answer"):
        services.make_public(case, staff)
    with refused("answer"):
        services.make_public(consulted()[0], staff)


def test_the_base_is_suggested_from_and_drafts_are_not(client):
    shown = PublicAnswerFactory(title="网店怎样申请补贴")
    PublicAnswerFactory(title="网店怎样申请贷款补贴", live=False)
    found = client.post(reverse("consultation:suggest"), {"q": "申请补贴"}).json()["found"]
    assert found == [{"title": shown.title, "url": shown.get_absolute_url()}]
    assert client.post(reverse("consultation:suggest"), {"q": "补"}).json() == {"found": []}
    assert client.get(reverse("consultation:suggest")).status_code == 405


def test_who_was_not_content_is_called_within_the_directors_limit():
    TimeLimit.objects.create(kind="call-back", number=2, unit="hours", source="服务承诺第五条")
    content, poor = (services.rate(answered(), None, grade=grade) for grade in (4, 2))
    assert content.call_until is None
    assert poor.call_until - poor.rated_at == pytest.approx(timedelta(hours=2), abs=timedelta(seconds=5))
    desk, queue = signed_in(person("director")), reverse("consultations")

    def listed(call: str) -> bool:
        return f">{poor.number}</a>" in desk.get(queue, {"call": call}).content.decode()

    assert [listed("1"), listed("late")] == [True, False]
    Consultation.objects.filter(pk=poor.pk).update(call_until=timezone.now() - timedelta(minutes=1))
    assert [listed("1"), listed("late")] == [True, True]
    assert "超期 1 项" in desk.get(reverse("wagtailadmin_home")).content.decode()
    services.call_back(poor, person("director"), "已解释。")
    assert [listed("1"), listed("late")] == [False, False]


def test_what_people_ask_is_on_no_public_page(client):
    consulted(question="只有我知道的山洞红薯")
    for path in ("/ask/", "/ask/answers/", "/search/?q=山洞红薯", "/feeds/answers/", "/cases/", "/sitemap.xml"):
        text = client.get(path).content.decode().replace("山洞红薯”", "").replace('value="山洞红薯"', "")
        assert "只有我知道" not in text, path
        assert ASKED["phone"] not in text, path


def test_number_and_code_open_it_and_guessing_ends(client, settings):
    settings.ACCESS_LIMITS = {**settings.ACCESS_LIMITS, "case_lookup": (2, 3600)}
    case, code = consulted()
    assert len(case.number) == 10
    assert case.number.isdecimal()
    found = client.post("/cases/", {"number": case.number, "code": code})
    page = client.get(found["Location"])
    assert case.question in page.content.decode()
    assert ASKED["phone"] not in page.content.decode()
    for _time in range(2):
        assert "没有找到" in client.post("/cases/", {"number": case.number, "code": "WRONG2"}).content.decode()
    assert client.post("/cases/", {"number": case.number, "code": code}).status_code == 429


def test_staff_type_what_comes_by_phone_and_read_the_contact_with_a_trace():
    clerk = person("director")
    desk = signed_in(clerk)
    typed = {"channel": "phone", "topic": "law", "question": "合同怎样签？", "phone": "13900005555", "name": "王五", "told": "on"}
    page = desk.post(reverse("consultation_new"), typed, follow=True).content.decode()
    case = Consultation.objects.get()
    assert (case.channel, case.owner) == ("phone", clerk)
    assert f"编号 {case.number}" in page
    assert "13900005555" not in page
    address = reverse("consultation", args=[case.pk])
    assert "13900005555" in desk.post(address, {"show_contact": "1"}).content.decode()
    assert AccessEntry.objects.filter(viewer=clerk).exists()
    desk.post(address, {"add_note": "1", "note": "王五下午再来电话。"})
    assert case.replies.get().note == "王*下午再来电话。"


def test_what_staff_send_twice_counts_once():
    desk = signed_in(person("director"))

    def pressed_twice(address: str, **typed) -> set[str]:
        key = re.search(r'name="once_key" value="(\w+)"', desk.get(address).content.decode())[1]
        return {desk.post(address, {**typed, "once_key": key})["Location"] for _press in range(2)}

    typed = {"channel": "desk", "topic": "law", "question": "合同怎样签？", "phone": "13900005555", "name": "王五", "told": "on"}
    case_address = pressed_twice(reverse("consultation_new"), **typed).pop()
    case = Consultation.objects.get()
    pressed_twice(case_address, add_note="1", note="下午再来电话。")
    assert case.replies.count() == 1


def test_staff_answer_and_make_a_draft_on_the_screen():
    clerk, case = person("superuser"), consulted()[0]
    desk, address = signed_in(clerk), reverse("consultation", args=[case.pk])
    assert "应向哪里咨询" in desk.post(address, {"to_state": "elsewhere", "reason": "不归我们管。"}).content.decode()
    desk.post(address, {"to_state": "answered", "reason": "有补贴。"})
    assert Consultation.objects.get().state == State.ANSWERED
    made = desk.post(address, {"make_public": "1"})
    assert str(PublicAnswer.objects.get().pk) in made["Location"]
