"""What the rooms count for targets: entities, stations, team, events, journals, articles."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.news.models import JournalIssuePage, NewsPage
from portal.targets.counters import counter_of
from portal.targets.models import OnlineEntity, Target
from portal.targets.tracker import all_progress, progress
from tests.factories.catalogues import StationFactory
from tests.factories.every_kind import event_page, journal_issue_page, news_page
from tests.factories.people import UserFactory, person
from tests.factories.places import TownFactory
from tests.factories.records import ServiceRecordFactory
from tests.factories.targets import OnlineEntityFactory, TargetFactory
from tests.support.spreadsheets import imported, messages, plan

pytestmark = pytest.mark.usefixtures("new_county")
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def counted(code: str, start: date = YEAR[0], end: date = YEAR[1]) -> list[tuple]:
    return [(row.counts, row.reason) for row in counter_of(code).entries(start, end)]


def test_an_entity_counts_once_from_its_day_if_something_proves_it():
    OnlineEntityFactory(name="青岭山货店", started_on=YEAR[0])
    OnlineEntityFactory(started_on=YEAR[1], licence_date=None, shop_link="https://shop.example.cn/1")
    OnlineEntityFactory(licence_date=None)
    OnlineEntityFactory(started_on=date(2025, 12, 31))
    assert counted("online_entities") == [(True, "有佐证"), (False, "没有执照日期，也没有店铺网址"), (True, "有佐证")]
    with pytest.raises(ValidationError, match="每个主体只计一次"):
        OnlineEntityFactory.build(name="青岭 山货店。").full_clean()
    with pytest.raises(ValidationError, match="店铺已登记"):
        OnlineEntityFactory.build(shop_link="https://shop.example.cn/1").full_clean()


def test_a_table_of_entities_finds_them_by_name():
    row = {"主体名称": "某某（个体）店", "新增方式": "孵化", "开始网络经营日期": "2026-05-01", "店铺网址": "https://shop.example.cn/9"}
    imported("online-entities", row)
    imported("online-entities", {**row, "新增方式": "培训"})
    assert OnlineEntity.objects.get().method == "training"
    assert "每个主体只计一次" in "".join(messages(plan("online-entities", {**row, "主体名称": "某某个体店"})))


def test_stations_count_from_their_first_service_as_a_share_of_all():
    town = TownFactory()
    stations = [StationFactory(town=town, kind="village_station") for _number in range(4)]
    for day in (date(2026, 5, 1), date(2026, 4, 1), date(2025, 12, 31)):
        ServiceRecordFactory(station=stations[0], served_on=day)
    ServiceRecordFactory(station=stations[1], served_on=date(2027, 1, 1))
    rows = {row.proof: row for row in counter_of("station_coverage").entries(*YEAR)}
    assert [rows[station.code].counts for station in stations] == [True, False, False, False]
    assert rows[stations[0].code].day == date(2026, 4, 1)
    target = TargetFactory(counter="station_coverage", total=100, unit="%", starts_on=YEAR[0], ends_on=YEAR[1])
    assert progress(target).done == (25 if timezone.localdate() >= date(2026, 4, 1) else 0)


def test_the_team_are_those_with_a_role():
    Target.objects.all().delete()
    person("editor")
    UserFactory(is_superuser=True)
    UserFactory()
    today = timezone.localdate()
    assert sorted(counted("team", today, today)) == [(False, "没有岗位角色"), (True, "在岗")]


def test_events_count_when_they_are_over_in_the_local_year_in_which_they_begin():
    begins = datetime(2025, 12, 31, 16, 30, tzinfo=UTC)
    for kind, starts in (("salon", begins), ("salon", begins - timedelta(hours=1)), ("contest", begins), ("lecture", begins)):
        event = event_page()
        event.kind, event.starts_at, event.ends_at, event.apply_until = kind, starts, starts + timedelta(minutes=20), None
        event.save()
    coming = event_page()
    type(coming).objects.filter(pk=coming.pk).update(kind="salon")
    event.unpublish()
    year = (date(2026, 1, 1), timezone.localdate() + timedelta(days=30))
    assert counted("salons", *year) == [(True, "已举办"), (False, "还没有办完")]
    assert [row[0] for row in counted("events", *year)] == [True, True, False]


def test_an_issue_counts_for_its_quarter_and_an_article_for_its_local_day():
    issue, article = journal_issue_page(), news_page()
    JournalIssuePage.objects.filter(pk=issue.pk).update(year=2026, quarter=4)
    NewsPage.objects.filter(pk=article.pk).update(published_at=datetime(2025, 12, 31, 16, 5, tzinfo=UTC))
    assert counted("journals", date(2026, 10, 1), date(2026, 12, 31)) == [(True, "已发布")]
    assert not counted("journals", date(2026, 7, 1), date(2026, 9, 30))
    assert counted("news_articles", YEAR[0], YEAR[0]) == [(True, "已发布")]
    article.refresh_from_db()
    article.unpublish()
    assert counted("news_articles") == [(False, "没有发布，或已撤下")]


def test_every_county_begins_with_the_targets_of_the_plan_and_what_staff_change_stays():
    from fixtures.loaders.targets import load_targets

    assert [row.target.source.split(" ")[0] for row in all_progress()] == ["电子商务公共服务中心建设方案"] * 8
    media = Target.objects.get(code="media-coverage")
    assert (media.total, [(row.day, row.total) for row in media.milestones.all()]) == (60, [(date(2020, 12, 31), 20)])
    Target.objects.filter(pk=media.pk).update(total=80)
    Target.objects.get(code="salons").delete()
    load_targets()
    assert (Target.objects.count(), Target.objects.get(code="media-coverage").total) == (7, 80)
