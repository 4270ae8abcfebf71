"""The loaders: repeatable, deterministic, and complete."""

from datetime import date

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction

from cms.events.models import EventPage
from fixtures.loaders import records
from fixtures.loaders.pages import PageLoader
from fixtures.loaders.source import Calendar
from fixtures.loaders.structure import ensure_structure
from portal.accounts.models import User

# What the commission asks of the demo county, at least.
LEAST = {
    "places.Town": 16,
    "products.ProductPage": 24,
    "products.ProductCategory": 6,
    "products.BrandPage": 6,
    "tourism.TourismPage": 10,
    "culture.CulturePage": 8,
    "news.NewsPage": 36,
    "policies.PolicyPage": 10,
    "events.EventPage": 10,
    "guides.GuidePage": 8,
    "catalogues.FreeService": 13,
    "catalogues.ValueAddedService": 7,
    "catalogues.ServiceClass": 11,
    "catalogues.Provider": 20,
    "enterprises.Enterprise": 40,
    "catalogues.Station": 44,
    "catalogues.Expert": 8,
    "records.ServiceRecord": 120,
    "news.StoryPage": 1,
    "news.JournalIssuePage": 1,
}
# Written whenever a loader runs, and no content.
CHANGING = {"sessions.Session", "core.Heartbeat"}


def row_counts() -> dict[str, int]:
    """Return the number of rows of every table."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models() if model._meta.label not in CHANGING}


def test_the_demo_county_is_as_large_as_promised(demo_county):
    assert {label: n for label, least in LEAST.items() if (n := apps.get_model(label).objects.count()) < least} == {}


def test_the_demo_county_is_live_and_complete(demo_county):
    from wagtail.models import Page

    assert Page.objects.filter(depth__gte=2, live=False).count() == 0
    for page in Page.objects.filter(depth__gte=2).specific():
        page.full_clean()


def test_loading_again_changes_nothing(demo_county):
    before = row_counts()
    call_command("setup_portal", verbosity=0)
    call_command("load_demo", "--no-renditions", "--no-accounts", verbosity=0)
    assert row_counts() == before


def test_setting_up_again_changes_nothing(new_county):
    before = row_counts()
    call_command("setup_portal", verbosity=0)
    assert row_counts() == before


def _loaded(today: date) -> dict[str, list]:
    """Load what depends on the day into an empty county; return all values but keys and times of the machine, and take it back."""
    with transaction.atomic():
        home, calendar = ensure_structure(), Calendar(today)
        records.load_industry_classes()
        records.load_towns()
        records.load_enterprises(calendar)
        records.load_providers(calendar)
        records.load_services(calendar)
        PageLoader(home, calendar).load_events()
        found = {}
        for label in (
            "enterprises.Enterprise",
            "enterprises.Licence",
            "catalogues.Provider",
            "catalogues.ProviderOffer",
            "catalogues.PriceChange",
        ):
            model = apps.get_model(label)
            names = [field.name for field in model._meta.concrete_fields if not field.remote_field and field.name not in _MACHINE]
            found[label] = [row[1:] for row in model.objects.order_by("pk").values_list("pk", *names)]
        found["events"] = list(EventPage.objects.order_by("path").values_list("slug", "title", "starts_at", "ends_at"))
        transaction.set_rollback(True)
    return found


_MACHINE = {"id", "latest_revision_created_at", "first_published_at", "last_published_at", "effective_at"}


def test_one_day_gives_one_county(new_county):
    first, again, later = _loaded(date(2026, 3, 1)), _loaded(date(2026, 3, 1)), _loaded(date(2026, 3, 2))
    assert first == again
    assert [row[0] for row in first["events"]] == [row[0] for row in later["events"]]
    assert [row[2] for row in first["events"]] != [row[2] for row in later["events"]]


def test_a_day_that_is_none_is_refused(new_county):
    with pytest.raises(CommandError, match="YYYY-MM-DD"):
        call_command("load_demo", "--today", "today", verbosity=0)


def test_accounts_keep_their_passwords(new_county, settings, tmp_path):
    from fixtures.loaders.accounts import load_accounts

    settings.DATA_DIR = tmp_path
    first = load_accounts().read_text("utf-8")
    assert load_accounts().read_text("utf-8") == first
    assert (tmp_path / "demo-accounts.json").stat().st_mode & 0o077 == 0
    assert User.objects.filter(is_superuser=True).count() == 1
    assert set(User.objects.get(username="reviewer").groups.values_list("name", flat=True)) == {"审核员"}
