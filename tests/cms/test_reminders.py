"""Reminders on the dashboard: the journal of the last quarter, certificates that end."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cms.news.services import last_quarter, sections_without_journal
from cms.products.models import Certificate
from cms.products.services import ALERT_DAYS, products_to_renew
from tests.factories.every_kind import journal_issue_page
from tests.factories.pages import ProductPageFactory
from tests.factories.people import person

pytestmark = pytest.mark.usefixtures("new_county")


@pytest.mark.parametrize(
    ("today", "quarter"),
    [
        (date(2026, 1, 1), (2025, 4)),
        (date(2026, 3, 31), (2025, 4)),
        (date(2026, 4, 1), (2026, 1)),
        (date(2026, 12, 31), (2026, 3)),
    ],
)
def test_a_quarter_without_its_journal_is_missed_until_the_issue_is_out(today, quarter):
    assert last_quarter(today) == quarter
    assert sections_without_journal(today).exists()
    issue = journal_issue_page()
    issue.year, issue.quarter = quarter
    issue.save_revision().publish()
    assert not sections_without_journal(today).exists()


def test_certificates_are_missed_before_they_end():
    today = timezone.localdate()
    products = [ProductPageFactory(title=f"产品{days}") for days in (-1, ALERT_DAYS, ALERT_DAYS + 1)]
    for product, days in zip(products, (-1, ALERT_DAYS, ALERT_DAYS + 1), strict=True):
        Certificate.objects.create(
            page=product, kind="green", number=str(days), issuer="发证机构", valid_until=today + timedelta(days=days)
        )
    assert list(products_to_renew(today)) == products[:2]


def test_the_dashboard_shows_them_to_editors(client):
    product = ProductPageFactory(title="云雾绿茶")
    Certificate.objects.create(page=product, kind="green", number="1", issuer="发证机构", valid_until=timezone.localdate())
    client.force_login(person("editor"))
    html = client.get("/admin/").content.decode()
    assert "季度的电商内刊还没有刊出。" in html
    assert "1 个产品有证书已到期" in html
    assert f"/admin/pages/{product.pk}/edit/" in html
