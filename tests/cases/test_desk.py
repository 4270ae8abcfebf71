"""The desk of staff: over all kinds, late first; every number leads to the cases that it counts."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from portal.cases import desk
from portal.cases.desk import Arrived, Done, Listed, Load, Wanted
from portal.cases.handlers import watched_kinds
from portal.consultation.services import handle
from portal.moderation.models import Report
from portal.service_requests.models import ServiceRequest
from tests.factories.consultation import consulted
from tests.factories.moderation import report
from tests.factories.people import UserFactory, person, signed_in
from tests.factories.service_requests import asked, matched

pytestmark = pytest.mark.usefixtures("new_county")
LISTED = r'<th scope="row" class="title"><a href="[^"]+">(\w+)</a>'
SCREENS = ("cases_home", "cases_list", "cases_team", "cases_workload", "cases_rates")


def changed(case, **values):
    """Let a case have other values, whatever its services say."""
    type(case).objects.filter(pk=case.pk).update(**values)
    return case


@pytest.fixture
def busy(monkeypatch):
    """A director with work of three kinds: one late, one due today, one for later; one of nobody's that is late; one that ended late."""
    now = timezone.localtime().replace(hour=12)
    monkeypatch.setattr(timezone, "now", lambda: now)
    user = person("director")
    late = changed(report(), owner=user, due_at=now - timedelta(hours=1))
    today = changed(consulted()[0], owner=user, due_at=now + timedelta(hours=11))
    later = changed(asked()[0], owner=user, due_at=now + timedelta(days=9))
    # The provider has not answered in time: late, though the outcome is not.
    stuck = changed(matched(), owner=None, answer_until=now - timedelta(hours=1))
    ended = changed(consulted()[0], owner=user, state="answered", in_time=False, created_at=now - timedelta(days=32), closed_at=now)
    return user, late, today, later, stuck, ended


def test_ones_own_work_late_first(busy):
    user, late, today, later, *_rest = busy
    page = signed_in(user).get(reverse("cases_home")).content.decode()
    places = [page.index(f">{case.number}</a>") for case in (late, today, later)]
    assert places == sorted(places)
    assert page.count("<strong>超期</strong>") == 1


def test_every_number_leads_to_the_cases_that_it_counts(busy):
    browser, checked = signed_in(busy[0]), 0
    for name in SCREENS:
        page = browser.get(reverse(name)).content.decode()
        for address, number in set(re.findall(r'<a href="(/admin/cases/all/\?[^"]+)">(\d+)</a>', page)):
            answer = browser.get(address.replace("&amp;", "&")).content.decode()
            assert len(re.findall(LISTED, answer)) == int(number), address
            checked += 1
    assert checked > 30


def test_figures(busy):
    user, *_others, stuck, ended = busy
    loads = desk.open_loads(watched_kinds())
    assert desk.summed(loads, 1) == {(user.pk,): Load(3, 1, 1), (None,): Load(1, 1, 0)}
    assert loads["service-request", None, "matched"] == Load(1, 1, 0)
    assert [row.pk for row in Listed(watched_kinds(), Wanted(owner=desk.NOBODY, due=desk.LATE))[:9]] == [stuck.pk]
    month = timezone.localdate().replace(day=1)
    assert desk.ended_in(watched_kinds(), month)["consultation", user.pk][:2] == (1, 1)
    arrived = desk.arrived_by_month(watched_kinds())
    assert arrived["report", month] == Arrived(1, 0, 0)
    changed(ended, created_at=timezone.now())
    assert desk.arrived_by_month(watched_kinds())["consultation", month] == Arrived(2, 1, 0)


def test_the_middle_one_is_told_without_those_of_others(busy):
    user, other, now = busy[0], person("director"), timezone.now()
    for owner, hours in ((user, 1), (user, 3), (user, 50), (other, 900)):
        changed(report(), owner=owner, state="upheld", closed_at=now, created_at=now - timedelta(hours=hours))
    done = desk.ended_in(watched_kinds(), timezone.localdate().replace(day=1))["report", user.pk]
    assert done == Done(3, 0, pytest.approx(3 * 3600, abs=1))


def test_who_handles_one_kind_sees_that_kind(busy):
    clerk = UserFactory()
    group = Group.objects.create(name="只办举报")
    group.permissions.add(Permission.objects.get(codename="handle_report"), Permission.objects.get(codename="access_admin"))
    clerk.groups.add(group)
    browser = signed_in(clerk)
    for name in SCREENS:
        page = browser.get(reverse(name)).content.decode()
        assert "服务申请" not in page
    listed = browser.get(reverse("cases_list"), {"kind": "consultation"}).content.decode()
    assert re.findall(LISTED, listed) == [busy[1].number]
    assert signed_in(person("editor")).get(reverse("cases_home")).status_code == 302


def test_tables_leave_as_files(busy):
    browser = signed_in(busy[0])
    for name in SCREENS:
        answer = browser.get(reverse(name), {"export": "xlsx"})
        cells = [cell for row in load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True) for cell in row]
        assert "事项" in cells or "月份" in cells
    assert busy[1].number in str(load_workbook(BytesIO(browser.get(reverse("cases_home"), {"export": "xlsx"}).content)).active["A3"].value)


def test_odd_addresses_list_something(busy):
    browser, address = signed_in(busy[0]), reverse("cases_list")
    for odd in ("kind=x", "owner=x", "owner=999999999999", "due=x", "received=9999-12", "ended=x", "state=%00", "p=x", "answer=x"):
        assert browser.get(f"{address}?{odd}").status_code == 200, odd


def test_states_say_what_is_left(busy):
    user, _late, today, *_rest = busy
    handle(today, "answered", "有补贴。", user)
    assert [row.pk for row in Listed(watched_kinds(), Wanted(owner=user.pk, kind="consultation"))[:9]] == []
    assert (Report.objects.count(), ServiceRequest.objects.count()) == (1, 2)
