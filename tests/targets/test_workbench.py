"""What the workbench says of targets, who sees figures of money, and what the audit log tells of entities."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.core.models import AuditEntry
from portal.targets import counters
from portal.targets.counters import Counter, Entry
from portal.targets.models import OnlineEntity, Target
from portal.targets.tracker import public_progress
from portal.targets.warnings import note_those_behind
from portal.workbench.tiles import tiles_for
from tests.factories.every_kind import news_page
from tests.factories.people import person, signed_in
from tests.factories.targets import MediaReportFactory, OnlineEntityFactory, TargetFactory
from tests.support.spreadsheets import imported

pytestmark = pytest.mark.usefixtures("new_county")


def behind(user) -> list[str]:
    found = {seen.tile.name: seen for seen in tiles_for(user)}["targets_behind"]
    return [line.title for line in found.lines]


def test_targets_behind_their_pace_stand_on_the_workbench_until_they_are_not():
    Target.objects.all().delete()
    today, editor = timezone.localdate(), person("editor")
    days = {"starts_on": today - timedelta(days=50), "ends_on": today + timedelta(days=50)}
    target = TargetFactory(name="报道", total=2, **days)
    assert behind(editor) == []
    note_those_behind()
    assert behind(editor) == ["报道"]
    MediaReportFactory(published_on=today)
    note_those_behind()
    assert behind(editor) == []
    target.refresh_from_db()
    assert target.behind_since is None


def test_money_is_summed_exactly_and_seen_only_by_those_who_may(monkeypatch):
    Target.objects.all().delete()
    today = timezone.localdate()
    spent = [Entry(today, "买设备", facets={"项目": "硬件"}, amount=amount / 10_000) for amount in map(Decimal, ("1000.10", "2000.20"))]
    money = Counter("money", "钱", lambda start, end: spent, permission="targets.delete_target")
    monkeypatch.setitem(counters._counters, "money", money)
    days = {"starts_on": today - timedelta(days=50), "ends_on": today + timedelta(days=50)}
    target = TargetFactory(name="花钱", counter="money", total=1, unit="万元", public=True, **days)
    note_those_behind()
    director, editor = signed_in(person("director")), person("editor")
    assert "0.30 / 1 万元" in director.get(reverse("targets")).content.decode()
    assert "<td>0.30</td>" in director.get(reverse("target", args=[target.pk])).content.decode()
    assert "花钱" not in signed_in(editor).get(reverse("targets")).content.decode()
    assert signed_in(editor).get(reverse("target", args=[target.pk])).status_code == 404
    assert behind(editor) == []
    assert public_progress() == []


def test_what_is_done_to_an_entity_stands_in_the_log():
    keeper = signed_in(person("director"))
    row = OnlineEntityFactory(name="山货店")
    values = {
        "name": "山货店",
        "method": "incubation",
        "started_on": "2026-03-01",
        "licence_date": "2026-02-20",
        "shop_link": "",
        "note": "",
    }
    assert keeper.post(reverse("online_entities:edit", args=[row.pk]), values).status_code == 302
    imported("online-entities", {"主体名称": "新店", "新增方式": "培训", "开始网络经营日期": "2026-05-01", "执照日期": "2026-05-01"})
    keeper.post(reverse("online_entities:delete", args=[row.pk]))
    assert list(OnlineEntity.objects.values_list("name", flat=True)) == ["新店"]
    entries = AuditEntry.objects.filter(action__startswith="targets.entity_").order_by("pk")
    assert [entry.action.rpartition("_")[2] for entry in entries] == ["changed", "added", "deleted"]
    assert (entries[0].before["method"], entries[0].after["method"]) == ("training", "incubation")
    assert entries[1].after["started_on"] == str(date(2026, 5, 1))


def test_articles_are_told_by_column_and_author():
    page = news_page()
    entry = next(
        row for row in counters.counter_of("news_articles").entries(date(2000, 1, 1), timezone.localdate()) if row.title == page.title
    )
    assert list(entry.facets.items()) == [("栏目", page.get_parent().title), ("作者", page.author or "没有署名")]


def test_a_clerk_without_targets_has_no_tile():
    assert person("editor").has_perm("targets.view_target")
    clerk = person("clerk")
    assert "targets_behind" not in {seen.tile.name for seen in tiles_for(clerk)}
