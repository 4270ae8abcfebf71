"""The engine of cases, by way of the one kind there is: what a kind declares is what happens."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.accounts.models import Message
from portal.cases.clocks import Hours
from portal.cases.handlers import tell_of_late
from portal.cases.models import NumberCounter
from portal.cases.services import TooManyGuessesError, escalate, look_up, open_case, opened_within_the_hour, reply
from portal.core.models import AuditEntry
from portal.core.transitions import StateTable, TransitionError
from portal.moderation.models import Report
from portal.moderation.reports import REPORT
from tests.factories.moderation import report
from tests.factories.people import person

pytestmark = pytest.mark.usefixtures("new_county")
ASKED = {"url": "/news/", "problem": "stale", "text": "打不开。"}


def test_the_due_time_is_kept_with_its_reason(settings):
    settings.REPORT_HOURS = 5
    before = timezone.now()
    case, _code = open_case(REPORT, address="192.0.2.1", **ASKED)
    settings.REPORT_HOURS = 500
    case.refresh_from_db()
    assert before + timedelta(hours=5) <= case.due_at <= timezone.now() + timedelta(hours=5)
    assert "5小时" in case.due_why
    assert not case.is_late


def test_late_are_only_open_ones_past_their_time():
    past = timezone.now() - timedelta(minutes=1)
    late = report(due_at=past)
    report()
    closed = report(due_at=past, state="upheld")
    assert [late.is_late, closed.is_late] == [True, False]
    assert list(Report.objects.late()) == [late]


def test_of_late_cases_all_who_handle_the_kind_hear_once_while_nobody_owns_them():
    reviewer, other, past = person("reviewer"), person("editor"), timezone.now() - timedelta(minutes=1)
    case = report(due_at=past)
    report()
    tell_of_late()
    tell_of_late()
    message = Message.objects.get(user=reviewer)
    assert case.number in message.subject
    assert message.url.endswith(f"/{case.pk}/")
    assert not Message.objects.filter(user=other).exists()


def test_who_answers_first_is_the_owner():
    first, second, case = person("reviewer"), person("reviewer"), report()
    assert reply(REPORT, case, "handling", "已在核实。", first).owner == first
    assert reply(REPORT, case, "upheld", "已更正。", second).owner == first
    assert [answer.by for answer in case.replies.all()] == [first, second]
    case.refresh_from_db()
    assert case.closed_at is not None


def test_the_director_is_told_once_and_not_by_himself():
    director, other = person("director"), person("director")
    case = escalate(REPORT, report(), "当事人不接受解释。", director)
    assert case.state == "escalated"
    assert [message.user for message in Message.objects.filter(subject__contains=case.number)] == [other]


def test_what_the_check_refuses_changes_nothing():
    def refuse(text, user, case):
        raise ValidationError(text, code="reply")

    case = report()
    with pytest.raises(ValidationError) as refused:
        reply(replace(REPORT, check_reply=refuse), case, "upheld", "好。", person("reviewer"))
    assert refused.value.code == "reply"
    case.refresh_from_db()
    assert (case.state, case.owner, case.replies.count()) == ("received", None, 0)


def test_an_answer_needs_words():
    with pytest.raises(TransitionError) as refused:
        reply(REPORT, report(), "upheld", " ", person("reviewer"))
    assert refused.value.code == "reason"


def test_no_case_no_number():
    with pytest.raises(TypeError):
        open_case(REPORT, address="192.0.2.1", nothing_of_the_kind=1, **ASKED)
    assert not NumberCounter.objects.exists()
    assert not AuditEntry.objects.filter(action="moderation.report").exists()


def test_wrong_secrets_are_counted_by_address(settings):
    settings.ACCESS_LIMITS = {**settings.ACCESS_LIMITS, "case_lookup": (2, 3600)}
    case, code = open_case(REPORT, address="192.0.2.1", **ASKED)
    assert look_up(REPORT, case.number, code, address="192.0.2.9") == case
    assert [look_up(REPORT, case.number, "WRONG2", address="192.0.2.9") for _time in range(2)] == [None, None]
    with pytest.raises(TooManyGuessesError):
        look_up(REPORT, case.number, code, address="192.0.2.9")
    assert look_up(REPORT, case.number, code, address="192.0.2.8") == case


def test_cases_of_an_address_are_counted_by_the_hour():
    case, _code = open_case(REPORT, address="192.0.2.1", **ASKED)
    assert opened_within_the_hour(REPORT, "192.0.2.1") == 1
    assert opened_within_the_hour(REPORT, "192.0.2.2") == 0
    Report.objects.filter(pk=case.pk).update(created_at=timezone.now() - timedelta(hours=2))
    assert opened_within_the_hour(REPORT, "192.0.2.1") == 0


def test_a_kind_whose_open_states_do_not_fit_its_moves_is_refused():
    with pytest.raises(ValueError, match="open_states"):
        replace(REPORT, moves=StateTable({"received": {"upheld"}, "upheld": set()}), clock=lambda: Hours(1))


def test_each_state_has_a_word_of_its_own_in_the_log_and_the_director_is_told():
    director = person("director")
    case = report()
    reply(REPORT, case, "escalated", "请主任定。", person("reviewer"))
    entry = AuditEntry.objects.get(action="moderation.report.escalated")
    assert (entry.before, entry.after, entry.reason) == ({"state": "received"}, {"state": "escalated"}, "请主任定。")
    told = Message.objects.get(user=director)
    assert case.number in told.subject
    assert "请主任定。" in told.body
    assert told.url.endswith(f"/{case.pk}/")
