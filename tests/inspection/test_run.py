"""The daily run: when a finding comes, counts down, is late, goes and comes again; who is told; what a failing rule does."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from cms.news.models import NewsColumnPage, NewsPage
from portal.accounts.models import Message
from portal.identity.models import PublicityChannel, SiteIdentity
from portal.inspection import registry
from portal.inspection.models import Finding, Rule
from portal.inspection.registry import Check, Seen, register_check
from portal.inspection.services import FINDINGS, accept, inspect, run_inspection, take_back, tell_owners
from portal.service_requests.models import ServiceRequest
from tests.factories.every_kind import news_page, policy_page
from tests.factories.inspection import FindingFactory, RuleFactory
from tests.factories.people import person
from tests.factories.service_requests import asked
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")
START = datetime(2026, 3, 2, 0, 5)  # noqa: DTZ001 - made aware below
State = Finding.State


@pytest.fixture
def clock(monkeypatch):
    """Return a function that sets the time: so many days after the start, at an hour and minute of the county."""

    def set_to(days: int, hour: int = 12, minute: int = 0) -> datetime:
        moment = timezone.make_aware(START + timedelta(days=days)).replace(hour=hour, minute=minute)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return set_to


@pytest.fixture
def seen(monkeypatch):
    """What a rule of the tests sees; the only rule there is."""
    monkeypatch.setattr(registry, "_checks", dict(registry._checks))
    things: list = []
    register_check(Check("test", "测试", lambda rule: list(things)))
    Rule.objects.all().delete()
    RuleFactory(method="test", name="测试规则")
    return things


def found_by(code: str) -> list[Finding]:
    inspect(Rule.objects.get(code=code))
    return list(Finding.objects.filter(rule__code=code).select_related("rule"))


def _home(moment):
    page = news_page()
    NewsPage.objects.update(published_at=moment)
    return page.get_ancestors().get(depth=2).title


def _column(moment):
    column = NewsColumnPage.objects.get(slug="updates")
    page = news_page()
    page.move(column, "last-child")
    NewsPage.objects.update(published_at=moment)
    return column.title


def _notices(moment):
    page = policy_page()
    type(page).objects.update(published_at=moment)
    return page.get_parent().title


def _channel(moment):
    channel = PublicityChannel.objects.create(identity=SiteIdentity.objects.get(), kind="wechat", name="公众号")
    PublicityChannel.objects.update(updated_on=timezone.localdate(moment))
    return channel.name


def _request(moment):
    request, _code = asked()
    ServiceRequest.objects.filter(pk=request.pk).update(created_at=moment)
    return f"服务申请 {request.number}"


COUNTING = {
    "home": (_home, 14, 3),
    "news-columns": (_column, 14, 3),
    "notice-columns": (_notices, 180, 15),
    "channels": (_channel, 14, 3),
    "unanswered": (_request, 90, 30),
}


@pytest.mark.parametrize("code", COUNTING)
def test_days_count_from_midnight_to_midnight_of_the_county(code, clock):
    """The last update is five minutes after midnight, when it is still the day before in UTC: its day is the one of the county."""
    make, limit, warn = COUNTING[code]
    title = make(timezone.make_aware(START))
    clock(limit - warn - 1, 23, 59)
    assert found_by(code) == []
    for days, hour, minute, left in (
        (limit - warn, 0, 1, warn),
        (limit - 1, 23, 59, 1),
        (limit, 0, 1, 0),
        (limit, 23, 59, 0),
        (limit + 1, 0, 1, -1),
    ):
        clock(days, hour, minute)
        (found,) = found_by(code)
        assert (found.title, found.days_left, found.since) == (title, left, START.date())
        assert Finding.objects.late().exists() is (left < 0)


def test_what_is_mended_closes_and_what_comes_again_is_a_new_row(clock, seen):
    rule = Rule.objects.get()
    for day, there in enumerate([True, True, False, False, True]):
        clock(day)
        seen[:] = [Seen("a", "甲")] if there else []
        run_inspection()
    rows = list(rule.findings.order_by("found_on").values_list("state", "found_on", "fixed_on", "due_on"))
    first, again = START.date(), START.date() + timedelta(days=4)
    assert rows == [
        (State.FIXED, first, first + timedelta(days=2), first + timedelta(days=14)),
        (State.OPEN, again, None, again + timedelta(days=14)),
    ]


def test_a_second_run_of_the_day_changes_nothing(clock, seen):
    person("editor")
    seen[:] = [Seen(key, key) for key in "甲乙丙"]
    clock(0, 9)
    run_inspection()
    before, told = list(Finding.objects.order_by("pk").values()), Message.objects.count()
    assert (len(before), told) == (3, 1)
    clock(0, 21)
    run_inspection()
    assert (list(Finding.objects.order_by("pk").values()), Message.objects.count()) == (before, told)


def test_a_rule_that_fails_is_named_keeps_its_findings_and_stops_no_other(clock, seen, caplog):
    seen.append(Seen("a", "甲"))
    clock(0)
    run_inspection()

    def broken(rule):
        raise RuntimeError("数据库\n没有应答")

    register_check(Check("test", "测试", broken), Check("other", "另一个", lambda rule: [Seen("b", "乙")]))
    RuleFactory(method="other", name="后面的规则", order=200)
    RuleFactory(method="gone", name="没有这种检查", order=50)
    clock(1)
    run_inspection()
    assert "RuntimeError" in caplog.text
    assert "查看运行日志" in Rule.objects.get(name="测试规则").error
    assert "没有这种检查方式" in Rule.objects.get(method="gone").error
    assert {(found.title, found.state) for found in Finding.objects.all()} == {("甲", State.OPEN), ("乙", State.OPEN)}
    register_check(Check("test", "测试", lambda rule: []))
    run_inspection()
    assert (Rule.objects.get(name="测试规则").error, Finding.objects.get(title="甲").state) == ("", State.FIXED)


def test_a_changed_limit_counts_for_what_stands(clock, seen):
    seen.append(Seen("a", "甲"))
    clock(0)
    run_inspection()
    Rule.objects.update(limit_days=5)
    clock(1)
    run_inspection()
    assert Finding.objects.get().due_on == START.date() + timedelta(days=5)


def test_owners_are_told_once_when_it_is_new_and_once_when_it_is_nearly_due(clock, seen):
    editor, director, clerk = person("editor"), person("director"), person("clerk")
    seen[:] = [Seen("a", "甲"), Seen("b", "乙")]
    told = []
    for day in range(16):
        clock(day)
        run_inspection()
        told.append(Message.objects.filter(user=editor).count())
    assert told == [1] * 11 + [2] * 5
    assert not Message.objects.filter(user__in=[director, clerk]).exists()
    assert "新发现 2 项" in Message.objects.filter(user=editor).earliest("pk").body
    editor.groups.clear()
    seen.append(Seen("c", "丙"))
    run_inspection()
    assert Message.objects.filter(user=director).count() == 1


def test_the_director_accepts_with_a_reason_and_it_still_closes_by_itself(clock, seen):
    seen.append(Seen("a", "甲"))
    clock(0)
    run_inspection()
    found, director = Finding.objects.get(), person("director")
    with refused("reason"):
        accept(found.pk, director, " ")
    assert accept(found.pk, director, "专栏只在活动期间更新。").why == "专栏只在活动期间更新。"
    clock(20)
    run_inspection()
    assert (Finding.objects.get().state, Finding.objects.late().count()) == (State.ACCEPTED, 0)
    assert take_back(found.pk, director, "活动又开始了。").state == State.OPEN
    seen.clear()
    run_inspection()
    assert (Finding.objects.get().state, Finding.objects.get().why) == (State.FIXED, "专栏只在活动期间更新。")


@pytest.mark.parametrize("to", State.values)
@pytest.mark.parametrize("at", State.values)
def test_the_table_of_states_move_by_move(at, to):
    allowed = {("open", "accepted"), ("open", "fixed"), ("accepted", "open"), ("accepted", "fixed")}
    found = FindingFactory(state=at)
    if (at, to) in allowed:
        assert FINDINGS.move(found.pk, to, reason="理由").state == to
    else:
        with refused("transition"):
            FINDINGS.move(found.pk, to, reason="理由")


def test_a_rule_that_is_switched_off_asks_for_nothing(clock, seen):
    person("editor")
    seen.append(Seen("a", "甲"))
    clock(0)
    inspect(Rule.objects.get())
    Rule.objects.update(active=False)
    tell_owners()
    assert (Finding.objects.to_do().count(), Message.objects.count()) == (0, 0)
