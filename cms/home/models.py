"""The home page."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.core.page_indexes import first
from cms.core.pages import BasePage
from cms.events.models import EventPage
from cms.home.blocks import QuickEntriesBlock
from cms.news.models import NewsPage
from cms.policies.choices import Status
from cms.policies.models import PolicyPage
from cms.products.choices import ProductClass
from cms.products.models import ProductPage
from cms.tourism.models import SightPage
from portal.catalogues.models import FreeService, ValueAddedService
from portal.core import clock
from portal.core.cache import shared
from portal.identity.structured_data import organization
from portal.media.renditions import prefetch
from portal.moderation.registry import NOT_FOUND, moderated
from portal.targets.public import charts_for_everybody

# How many rows each part of the home page shows.
NEWS, PRODUCTS, SIGHTS, SERVICES, POLICIES, EVENTS = 6, 8, 4, 6, 4, 3
# Enough that some are left when the first ones pass before anybody publishes again.
COMING_EVENTS_KEPT = 20


@moderated("page", reportable=False, gone=NOT_FOUND)
class HomePage(BasePage):
    """The front page: what is new, what is sold, what can be done here (R-GEN-2, R-GEN-3)."""

    lead = models.CharField(_("导语"), max_length=120)
    quick_entries = StreamField(QuickEntriesBlock(), verbose_name=_("快捷入口"), blank=True)
    news_intro = models.CharField(_("新闻导语"), max_length=100, blank=True)
    products_intro = models.CharField(_("产品导语"), max_length=100, blank=True)
    tourism_intro = models.CharField(_("旅游导语"), max_length=100, blank=True)
    services_intro = models.CharField(_("服务导语"), max_length=100, blank=True)
    show_targets = models.BooleanField(
        _("显示工作目标"), default=False, help_text=_("在页尾用图和表显示“设置 → 工作指标”里向公众显示的指标。")
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("quick_entries"),
        MultiFieldPanel(
            [FieldPanel("news_intro"), FieldPanel("products_intro"), FieldPanel("tourism_intro"), FieldPanel("services_intro")],
            heading=_("各部分导语"),
        ),
        FieldPanel("show_targets"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "news.NewsIndexPage",
        "news.JournalIndexPage",
        "policies.PolicyIndexPage",
        "products.ProductIndexPage",
        "products.BrandIndexPage",
        "tourism.TourismIndexPage",
        "culture.CultureIndexPage",
        "events.EventIndexPage",
        "guides.GuideIndexPage",
        "guides.StandardPage",
    ]
    page_description = _("网站首页。")
    template = "pages/home/home_page.html"

    class Meta:
        verbose_name = _("首页")
        verbose_name_plural = _("首页")

    def clean(self):
        super().clean()
        # Paths of pages are read off url_path, which holds the site root as its first part (BasePage.get_absolute_url).
        if self.depth and self.depth != 2:
            raise ValidationError(_("首页须直接位于页面树的根下。"))

    def get_context(self, request, *args, **kwargs):
        lists = shared(f"home:{self.pk}:lists", self._lists)
        coming = [event for event in lists["events"] if not clock.has_come(event.ends_at)]
        targets = charts_for_everybody() if self.show_targets else []
        return {**super().get_context(request, *args, **kwargs), **lists, "events": coming[:EVENTS], "targets": targets}

    def _lists(self) -> dict:
        """Return the rows of all parts; they only change when somebody publishes, but for events that pass."""
        products = first(_farm_products(), "-first_published_at", "pk", number=PRODUCTS)
        sights = first(SightPage.objects.live().select_related("cover", "town").defer("body"), "title", "pk", number=SIGHTS)
        prefetch([page.cover for page in [*products, *sights]])
        prefetch([self.cover], "hero", "cover")
        policies = PolicyPage.objects.live().filter(status=Status.VALID).defer("body")
        events = EventPage.objects.live().filter(ends_at__gte=timezone.now()).order_by("starts_at")
        return {
            "news": first(NewsPage.objects.live().defer("body"), "-published_at", "-pk", number=NEWS),
            "products": products,
            "sights": sights,
            "free_services": list(FreeService.objects.visible().only("name", "slug", "summary")[:SERVICES]),
            "paid_services": list(ValueAddedService.objects.visible().only("name", "slug", "price", "unit")[:SERVICES]),
            "policies": first(policies, "-published_at", "-pk", number=POLICIES),
            "events": list(events.defer("body")[:COMING_EVENTS_KEPT]),
        }

    def crumbs(self):
        return []

    def structured_data(self, request, canonical):
        return [organization(self.chrome(request), request)]


def _farm_products():
    """Return what the county is known for; industrial goods and crafts have their place in the section."""
    farm = ProductPage.objects.live().filter(category__product_class=ProductClass.FARM)
    return farm.select_related("cover", "town").defer("body")
