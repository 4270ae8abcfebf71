"""The targets on the home page and on a plain page, where an editor wants them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.home.models import HomePage
from portal.targets.models import Target
from tests.factories.every_kind import standard_page
from tests.factories.targets import MediaReportFactory, TargetFactory

pytestmark = pytest.mark.usefixtures("new_county")


def test_a_page_shows_chart_and_table_of_the_public_targets_only_where_it_is_told_to(client):
    Target.objects.all().delete()
    today = timezone.localdate()
    days = {"starts_on": today - timedelta(days=40), "ends_on": today + timedelta(days=40)}
    TargetFactory(name="公开的指标", total=4, public=True, **days)
    TargetFactory(name="内部的指标", **days)
    TargetFactory(name="花钱的指标", counter="budget_use", public=True, **days)
    MediaReportFactory(published_on=today)
    home, page = HomePage.objects.first(), standard_page()
    for shown in (home, page):
        assert "工作目标完成情况" not in client.get(shown.url).content.decode()
        shown.show_targets = True
        shown.save_revision().publish()
        text = client.get(shown.url).content.decode()
        assert all(words in text for words in ("公开的指标", "已完成 1 篇，目标 4 篇", "<polyline", f"{today:%Y-%m}</th>"))
        assert "内部的指标" not in text
        assert "花钱的指标" not in text
