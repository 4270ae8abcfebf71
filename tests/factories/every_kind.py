"""One of everything that is published: a page of each type, a record of each kind.

``PAGES`` and ``RECORDS`` are ``{name: function}``; each function makes a live one, more of them when called again, on the sections that
``setup_portal`` made. Tests of rules that hold for everything run over these tables.
"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.utils import timezone
from wagtail.models import Page

from cms.culture.models import CulturePage
from cms.events.models import EventPage
from cms.guides.models import GuidePage, StandardPage
from cms.news.models import JournalIssuePage, NewsColumnPage, NewsPage, StoryPage
from cms.policies.models import PolicyPage
from cms.products.models import BrandPage, ProductPage
from cms.tourism.models import RoutePage, RouteStop, SightPage, TourismProductPage
from portal.catalogues.models import Provider
from portal.places.models import Town
from tests.factories import cooperation, learning, talent, training
from tests.factories.catalogues import (
    ExpertFactory,
    FreeServiceFactory,
    ProviderFactory,
    ServiceClassFactory,
    StationFactory,
    ValueAddedServiceFactory,
)
from tests.factories.consultation import PublicAnswerFactory
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.media import DocumentFactory
from tests.factories.pages import ProductCategoryFactory, body
from tests.factories.policy_calls import PolicyCallFactory
from tests.factories.selections import NominationFactory, SelectionFactory
from tests.factories.surveys import SurveyFactory
from tests.factories.targets import MediaReportFactory
from tests.factories.trade_leads import open_lead
from tests.factories.venues import VenueFactory

_numbers = count(1)
_RICH = "<p>内容。</p>"


def _section(slug: str) -> Page:
    return Page.objects.get(slug=slug, depth=3)


def _add(parent: Page, model, **values) -> Page:
    number = next(_numbers)
    page = model(title=f"第{number}篇", slug=f"{model._meta.model_name}-{number}", summary=f"第{number}篇的摘要。", **values)
    parent.add_child(instance=page)
    return _published(page)


def _published(thing):
    """Publish as an approval does, through a revision; return it as the database has it."""
    thing.save_revision().publish()
    return type(thing).objects.get(pk=thing.pk)


def news_page() -> NewsPage:
    """An article."""
    return _add(NewsColumnPage.objects.order_by("path").first(), NewsPage, body=body())


def story_page() -> StoryPage:
    """A person's story, with consent."""
    parent = Page.objects.get(slug="stories", depth=4)
    return _add(parent, StoryPage, person="王某", consented_on=date(2026, 1, 1), consent_scope="姓名和事迹", body=body())


def journal_issue_page() -> JournalIssuePage:
    """An issue of the journal."""
    number = next(_numbers)
    values = {"year": 2000 + number % 20, "quarter": 1 + number % 4, "number": f"总第{number}期", "contents": "一\n二"}
    return _add(_section("journal"), JournalIssuePage, pdf=DocumentFactory(), **values)


def policy_page() -> PolicyPage:
    """A policy."""
    return _add(_section("policies"), PolicyPage, issuer="县政府", level="county", subject="ecommerce", body=body())


def product_page() -> ProductPage:
    """A product."""
    return _add(_section("products"), ProductPage, category=ProductCategoryFactory(), town=Town.objects.first(), spec="250 克", body=body())


def brand_page() -> BrandPage:
    """A brand."""
    return _add(_section("brands"), BrandPage, level="regional", body=body())


def sight_page() -> SightPage:
    """A sight."""
    return _add(_section("tourism"), SightPage, address="云雾村", town=Town.objects.first(), body=body())


def tourism_product_page() -> TourismProductPage:
    """Something to take home."""
    return _add(_section("tourism"), TourismProductPage, town=Town.objects.first(), body=body())


def route_page() -> RoutePage:
    """A route with one stop."""
    stop = SightPage.objects.first() or sight_page()
    return _add(_section("tourism"), RoutePage, duration_days=Decimal("1.0"), body=body(), stops=[RouteStop(sight=stop)])


def culture_page() -> CulturePage:
    """A subject of culture."""
    return _add(_section("culture"), CulturePage, kind="food", town=Town.objects.first(), body=body())


def event_page() -> EventPage:
    """An event of next week that people sign up for."""
    starts = timezone.now() + timedelta(days=7)
    values = {"kind": "lecture", "starts_at": starts, "ends_at": starts + timedelta(hours=2), "place": "一楼", "body": body()}
    return _add(_section("events"), EventPage, capacity=30, apply_until=timezone.localdate() + timedelta(days=5), **values)


def guide_page() -> GuidePage:
    """A guide with its eight elements."""
    texts = dict.fromkeys(("basis", "conditions", "materials", "process"), _RICH)
    values = {"item_name": "网店开办指导", "place": "一楼窗口", "hours": "工作日 8:30-17:30", "phone": "0715-0001234"}
    return _add(_section("guides"), GuidePage, **texts, **values)


def standard_page() -> StandardPage:
    """A plain page."""
    return _add(_section("about"), StandardPage, body=body())


def _record(factory):
    def make(**values):
        if factory._meta.model._meta.model_name in {"enterprise", "station"}:
            values.setdefault("town", Town.objects.first())
        made = factory(**values)
        return _published(made) if made.live else made

    make.__doc__ = f"A live {factory._meta.model._meta.model_name}."
    return make


def provider(**values) -> Provider:
    """A live, listed provider; it must have its offer before it may be live."""
    made = Provider.objects.get(pk=ProviderFactory(**{**values, "live": False}).pk)
    return _published(made) if values.get("live", True) else made


PAGES = {
    make.__name__: make
    for make in (
        news_page,
        story_page,
        journal_issue_page,
        policy_page,
        product_page,
        brand_page,
        sight_page,
        tourism_product_page,
        route_page,
        culture_page,
        event_page,
        guide_page,
        standard_page,
    )
}


def job():
    """A job post, in a county whose centre takes posts."""
    talent.take_posts()
    return _published(talent.open_job())


RECORDS = {
    factory._meta.model._meta.model_name: _record(factory)
    for factory in (
        EnterpriseFactory,
        FreeServiceFactory,
        ValueAddedServiceFactory,
        ServiceClassFactory,
        StationFactory,
        ExpertFactory,
        VenueFactory,
        SelectionFactory,
        NominationFactory,
        MediaReportFactory,
        PublicAnswerFactory,
    )
}
RECORDS["provider"] = provider
RECORDS |= {
    "job": job,
    "wantednotice": lambda: _published(talent.shown_notice()),
    "recommendation": lambda: _published(talent.recommendation(publicly=True, first_published_at=timezone.now() - timedelta(days=60))),
    "trainingbase": _record(talent.TrainingBaseFactory),
    "practiceoffer": lambda: _published(talent.practice_offer()),
    "tradelead": lambda: _published(open_lead()),
    "course": _record(training.CourseFactory),
    "session": _record(training.SessionFactory),
    "lesson": lambda **values: _published(learning.LessonFactory(quiz=learning.quiz(), **values)),
    "material": _record(learning.MaterialFactory),
    "call": _record(cooperation.CallFactory),
    "policycall": _record(PolicyCallFactory),
    "survey": _record(SurveyFactory),
    "trainingplan": _record(training.TrainingPlanFactory),
}
EVERYTHING = {**PAGES, **RECORDS}
