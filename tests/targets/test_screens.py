"""The tracker of staff, its files, the warning, and what the public sees."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fixtures.loaders.source import Calendar
from fixtures.loaders.targets import load_coverage
from portal.accounts.models import Message
from portal.core.models import AuditEntry
from portal.targets.models import MediaReport, Milestone, Target
from portal.targets.tracker import all_progress
from portal.targets.warnings import warn_of_milestones
from portal.web import papers
from tests.factories.people import person, signed_in
from tests.factories.targets import MediaReportFactory, TargetFactory, copy_of
from tests.support.spreadsheets import cells_of

pytestmark = pytest.mark.usefixtures("new_county")


@pytest.fixture
def target():
    """Ten reports within a hundred days, of which five by the tenth from today; half the time has gone."""
    today = timezone.localdate()
    made = TargetFactory(total=10, starts_on=today - timedelta(days=50), ends_on=today + timedelta(days=50), warn_days=10, order=1)
    made.milestones.add(Milestone(day=today + timedelta(days=10), total=5))
    made.save()
    report = MediaReportFactory(title="茶油走出大山", published_on=today)
    copy_of(report)
    MediaReportFactory(title="茶油走出大山", medium="市日报", published_on=today)
    MediaReportFactory(title="县里的网店", medium="市日报", level="city", published_on=today - timedelta(days=20))
    return made


def test_the_tracker_says_what_counts_and_why_and_what_is_missing(target):
    client = signed_in(person("editor"))
    shown = client.get(reverse("targets")).content.decode()
    assert "2 / 10 篇" in shown
    assert "落后于进度" in shown
    page = client.get(reverse("target", args=[target.pk])).content.decode()
    assert re.search(r"本周日以前还要增加 [23] 篇", page)
    assert "按规则只计一次" in page
    assert "<polyline" in page
    assert "上传的截图或扫描件" in page


def test_the_table_and_the_paper_carry_the_evidence(target):
    client = signed_in(person("director"))
    address = reverse("target", args=[target.pk])
    rows = cells_of(client.get(address, {"export": "xlsx"}).content)
    assert ["完成数", "2", "篇"] in [[cell for cell in row if cell] for row in rows]
    line = next(row for row in rows if "茶油走出大山" in row and "否" in row)
    assert line[2:7] == ["市日报", "县级", "王一", "否", line[6]]
    assert "同一篇" in line[6]
    if papers.library():
        answer = client.get(address, {"export": "pdf"})
        assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30", "x"])
def test_any_day_in_the_address_is_answered(target, day):
    Target.objects.filter(pk=target.pk).update(every="month", ends_on=None)
    assert signed_in(person("director")).get(reverse("target", args=[target.pk]), {"day": day}).status_code == 200


def test_editors_and_director_are_told_once_before_a_milestone(target):
    Target.objects.exclude(pk=target.pk).delete()
    editor, director, clerk = person("editor"), person("director"), person("clerk")
    target.warn_days = 9
    target.save()
    warn_of_milestones()
    assert not Message.objects.exists()
    target.warn_days = 10
    target.save()
    warn_of_milestones()
    warn_of_milestones()
    told = Message.objects.filter(user__in=[editor, director, clerk])
    assert sorted(told.values_list("user", flat=True)) == sorted([editor.pk, director.pk])
    assert "还差 3 篇" in told[0].body


def test_milestones_lie_in_the_days_and_grow(target):
    client, today = signed_in(person("director")), timezone.localdate()
    base = {
        "name": "宣传",
        "counter": "media_coverage",
        "total": 10,
        "unit": "篇",
        "every": "once",
        "document": "方案",
        "warn_days": 5,
        "order": 1,
    }
    base |= {"starts_on": today, "ends_on": today + timedelta(days=9), "milestones-TOTAL_FORMS": 1, "milestones-INITIAL_FORMS": 0}
    base |= {"milestones-0-day": today + timedelta(days=9), "milestones-0-total": 5, "milestones-0-ORDER": 1}
    add = reverse("target_settings:add")
    assert "一个比一个晚" in client.post(add, base).content.decode()
    assert client.post(add, {**base, "milestones-0-day": today + timedelta(days=3)}).status_code == 302
    assert Target.objects.get(name="宣传").milestones.get().total == 5
    assert AuditEntry.objects.filter(action="targets.added", object_name="宣传").count() == 1


def test_the_public_sees_a_target_where_the_centre_wants_it(target, client):
    url = "/news/media/"
    assert target.name not in client.get(url).content.decode()
    Target.objects.filter(pk=target.pk).update(public=True)
    shown = client.get(url).content.decode()
    assert "已完成 2 篇，目标 10 篇" in shown
    assert "县里的网店" in shown
    filtered = client.get(url, {"level": "city", "year": timezone.localdate().year}).content.decode()
    assert "县里的网店" in filtered
    assert "茶油走出大山" not in filtered


def test_the_page_of_a_report_describes_it_for_search_machines(client):
    report = MediaReportFactory(title="茶油走出大山")
    page = client.get(report.get_absolute_url()).content.decode()
    data = [json.loads(found) for found in re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)]
    found = next(row for row in data if row.get("@type") == "NewsArticle")
    assert (found["headline"], found["publisher"]["name"], found["datePublished"]) == ("茶油走出大山", "县融媒体中心", "2026-03-01")


def test_the_tracker_asks_as_often_for_many_reports_as_for_one(target):
    client = signed_in(person("director"))
    address = reverse("targets")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(20):
        copy_of(MediaReportFactory(title=f"第{number}篇", published_on=timezone.localdate()))
    client.get(address)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few)


def test_the_demo_shows_a_report_in_three_media_and_one_whose_link_is_dead(client):
    load_coverage(Calendar(timezone.localdate()))
    load_coverage(Calendar(timezone.localdate()))
    found = {row.target.code: row for row in all_progress()}
    media = found["media-coverage"]
    assert (len(media.entries), media.done, media.target.total) == (15, 13, 60)
    assert sum("同一篇" in row.reason for row in media.left_out) == 2
    assert (len(found["online-entities"].entries), found["online-entities"].done) == (6, 5)
    dead = MediaReport.objects.get(title="村口小站当天发货")
    assert "原文网址现在打不开" in client.get(dead.get_absolute_url()).content.decode()
    assert dead.copies.get().content().decode().startswith(dead.title)
