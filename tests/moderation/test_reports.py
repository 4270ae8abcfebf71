"""Reports of the public: from the form without an account to the outcome; what staff may answer."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from portal.accounts.models import Message
from portal.core.models import AccessEntry, AuditEntry
from portal.moderation.models import Report
from portal.moderation.reports import REPORT_MOVES, find_report, move_report
from tests.factories.every_kind import EVERYTHING
from tests.factories.moderation import report
from tests.factories.people import person
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")
ANSWERS = {"problem": "stale", "text": "电话打不通。", "contact": "13800001234"}


def sent(client, path: str = "/news/", **changes):
    """Send the form; return the answer."""
    return client.post("/report/", {"url": path, **ANSWERS, **changes})


def number_and_code(answer) -> list[str]:
    """Return what the answer tells the reporter."""
    return re.findall(r"<strong>([A-Z0-9]+)</strong>", answer.content.decode())


@pytest.mark.parametrize("kind", ["news_page", "enterprise"])
def test_anybody_reports_what_a_page_shows(client, kind):
    thing = EVERYTHING[kind]()
    path = thing.get_absolute_url()
    assert f'href="/report/?about={path}"' in client.get(path).content.decode()
    assert str(thing) in client.get("/report/", {"about": path}).content.decode()
    number, code = number_and_code(sent(client, path))
    kept = Report.objects.get(number=number)
    assert (kept.title, kept.contact) == (str(thing), "13800001234")
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact, code_index FROM moderation_report")
        assert "13800001234" not in str(cursor.fetchone())
    assert re.fullmatch(r"JB\d{8}0001", number)
    assert number_and_code(sent(client, path))[0].endswith("0002")
    assert find_report(number, code.lower()) == kept
    assert find_report(number, "WRONG2") is None


def test_the_outcome_is_for_who_knows_the_code(client):
    number, code = number_and_code(sent(client))
    move_report(Report.objects.get(), "upheld", "号码已经更正，谢谢。", person("reviewer"))
    answer = client.post("/report/status/", {"number": number, "code": code}).content.decode()
    assert "属实，已处理" in answer
    assert "号码已经更正，谢谢。" in answer
    assert "号码已经更正" not in client.post("/report/status/", {"number": number, "code": "AAAAAA"}).content.decode()


def test_codes_cannot_be_tried_out(client):
    number, code = number_and_code(sent(client))
    for _time in range(20):
        client.post("/report/status/", {"number": number, "code": "AAAAAA"})
    assert client.post("/report/status/", {"number": number, "code": code}).status_code == 429


def test_one_address_cannot_flood(client, settings):
    settings.REPORTS_PER_HOUR = 2
    assert [sent(client).status_code for _time in range(3)] == [200, 200, 429]
    assert Report.objects.count() == 2
    assert sent(Client(REMOTE_ADDR="192.0.2.7")).status_code == 200


def test_programs_and_half_filled_forms(client):
    assert sent(client, homepage="https://spam.example").status_code == 200
    assert "请写明哪里有问题。" in sent(client, text="").content.decode()
    assert "本网站的网页地址" in sent(client, "javascript:alert(1)").content.decode()
    assert Report.objects.count() == 0
    assert Client(enforce_csrf_checks=True).post("/report/", {"url": "/news/", **ANSWERS}).status_code == 403


@pytest.mark.parametrize("from_state", Report.State.values)
@pytest.mark.parametrize("to_state", Report.State.values)
def test_every_move_of_the_table_and_no_other(from_state, to_state):
    row = report(state=from_state)
    if to_state in REPORT_MOVES.following(from_state):
        assert move_report(row, to_state, "已核实。", person("reviewer")).state == to_state
    else:
        with refused("transition"):
            move_report(row, to_state, "已核实。", person("reviewer"))


def test_staff_may_not_quarrel():
    row = report()
    with pytest.raises(ValidationError, match="请删去“滚蛋”。"):
        move_report(row, "unfounded", "你这个蠢货，滚蛋。", person("reviewer"))
    row.refresh_from_db()
    assert row.state == "received"
    assert AuditEntry.objects.filter(action="moderation.reply.blocked", clause="S1-5-6").exists()


def test_to_the_director_in_one_action(client):
    director, row = person("director"), report()
    client.force_login(person("reviewer"))
    client.post(reverse("moderation_report", args=[row.pk]), {"to_state": "escalated", "reason": "当事人不接受解释，报主任处理。"})
    row.refresh_from_db()
    assert row.state == "escalated"
    assert row.number in Message.objects.get(user=director).subject


def test_who_looks_at_the_contact_is_noted(client):
    row = report(contact="13800001234")
    client.force_login(person("reviewer"))
    address = reverse("moderation_report", args=[row.pk])
    assert "13800001234" not in client.get(address).content.decode()
    assert "13800001234" in client.post(address, {"show_contact": "1"}).content.decode()
    assert AccessEntry.objects.count() == 1
