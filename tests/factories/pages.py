"""The tree of pages: a site with its home page, sections, and what stands in them.

Sections are made once per test and found again, so that ``ProductPageFactory()`` alone is enough.
"""

import factory
import wagtail_factories
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Page, Site

from cms.home.models import HomePage
from cms.news.models import NewsColumnPage, NewsIndexPage, NewsPage
from cms.products.choices import BrandLevel
from cms.products.models import BrandIndexPage, BrandPage, ProductCategory, ProductIndexPage, ProductPage
from cms.tourism.models import SightPage, TourismIndexPage
from tests.factories.places import TownFactory
from tests.factories.publishing import PublishedMixin


def body(text: str = "正文。") -> list[dict]:
    """Return a body of one paragraph."""
    return [{"type": "paragraph", "value": f"<p>{text}</p>"}]


def home() -> HomePage:
    """Return the home page of the default site, made on first use."""
    site = Site.objects.filter(is_default_site=True).first()
    found = HomePage.objects.filter(pk=site.root_page_id).first() if site else None
    if found is None:
        page = HomePage(title="首页", slug="portal-home", summary="县电商门户。", lead="欢迎。")
        found = Page.get_first_root_node().add_child(instance=page)
        Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": found})
    return found


def section(model, slug: str, title: str, parent=None, **values):
    """Return the page ``slug`` below ``parent`` (the home page), made on first use."""
    parent = parent or home()
    found = model.objects.child_of(parent).filter(slug=slug).first()
    return found or Page.objects.get(pk=parent.pk).add_child(instance=model(title=title, slug=slug, summary=f"{title}。", **values))


def products() -> ProductIndexPage:
    """Return the products' section."""
    return section(ProductIndexPage, "products", "特色产品")


def brands() -> BrandIndexPage:
    """Return the brands' section."""
    return section(BrandIndexPage, "brands", "品牌")


def tourism() -> TourismIndexPage:
    """Return the tourism section."""
    return section(TourismIndexPage, "tourism", "旅游")


def news() -> NewsIndexPage:
    """Return the news section."""
    return section(NewsIndexPage, "news", "新闻")


def news_column(slug: str = "notice", title: str = "通知公告") -> NewsColumnPage:
    """Return a column of the news section."""
    return section(NewsColumnPage, slug, title, news())


class ContentPageFactory(PublishedMixin, wagtail_factories.PageFactory):
    """What all pages below a section have."""

    class Meta:
        abstract = True

    class Params:
        draft = factory.Trait(live=False, has_unpublished_changes=True)

    summary = "一两句话的摘要。"
    body = factory.LazyFunction(body)


class ProductCategoryFactory(DjangoModelFactory):
    """A category of products."""

    class Meta:
        model = ProductCategory
        django_get_or_create = ("slug",)

    slug = "tea"
    name = "茶叶"


class ProductPageFactory(ContentPageFactory):
    """A product."""

    class Meta:
        model = ProductPage

    parent = factory.LazyFunction(products)
    title = factory.Sequence(lambda n: f"第{n}号绿茶")
    slug = factory.Sequence(lambda n: f"product-{n}")
    category = factory.SubFactory(ProductCategoryFactory)
    town = factory.SubFactory(TownFactory)
    spec = "250 克"


class BrandPageFactory(ContentPageFactory):
    """A brand."""

    class Meta:
        model = BrandPage

    parent = factory.LazyFunction(brands)
    title = factory.Sequence(lambda n: f"第{n}号品牌")
    slug = factory.Sequence(lambda n: f"brand-{n}")
    level = BrandLevel.REGIONAL


class SightPageFactory(ContentPageFactory):
    """A sight."""

    class Meta:
        model = SightPage

    parent = factory.LazyFunction(tourism)
    title = factory.Sequence(lambda n: f"第{n}号景点")
    slug = factory.Sequence(lambda n: f"sight-{n}")
    address = "云雾村"


class NewsPageFactory(ContentPageFactory):
    """An article in the notices."""

    class Meta:
        model = NewsPage

    parent = factory.LazyFunction(news_column)
    title = factory.Sequence(lambda n: f"第{n}号通知")
    slug = factory.Sequence(lambda n: f"notice-{n}")
    published_at = factory.LazyFunction(timezone.now)
