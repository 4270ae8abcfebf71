"""Sights, tourism products and routes, with where to buy."""

from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cms.core.indexes import IndexPage
from cms.core.pages import BasePage
from cms.core.panels import body_panels
from cms.tourism.filters import TourismFilterSet
from portal.core.choices import Month
from portal.core.fields import ChoicesField, PhoneField
from portal.core.validators import latitude, longitude
from portal.links.channels import PurchaseChannel
from portal.media.blocks import BodyBlock
from portal.moderation.registry import NOT_FOUND, moderated
from portal.web.rows import Part
from portal.web.structured_data import nested, thing


class TourismPage(BasePage):
    """What the three kinds share: a row of the section's list (R-SHOW-2).

    A table of its own rather than an abstract base, so that one list can filter and sort sights, products and routes together.
    """

    class Kind(models.TextChoices):
        SIGHT = "sight", _("景点")
        PRODUCT = "product", _("旅游产品")
        ROUTE = "route", _("线路")

    kind = models.CharField(_("类型"), max_length=8, choices=Kind, editable=False)
    town = models.ForeignKey("places.Town", verbose_name=_("乡镇"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    best_months = ChoicesField(_("适宜月份"), choices_class=Month, blank=True, help_text=_("全年适宜的不用选。"))
    price = models.DecimalField(
        _("参考价（元）"), max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal("0"))]
    )
    price_unit = models.CharField(_("计价单位"), max_length=20, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("正文"))

    own_kind = ""
    parent_page_types = []
    subpage_types = []
    is_creatable = False

    class Meta:
        verbose_name = _("旅游内容")
        verbose_name_plural = _("旅游内容")

    def save(self, *args, **kwargs):
        self.kind = self.own_kind or self.kind
        return super().save(*args, **kwargs)

    def best_months_label(self) -> str:
        """Return the best months in words."""
        return "、".join(self.get_best_months_labels()) or str(_("全年"))


class TourismChannel(PurchaseChannel):
    """Where tickets, products or tours are sold."""

    page = ParentalKey(TourismPage, on_delete=models.CASCADE, related_name="channels")

    class Meta(PurchaseChannel.Meta):
        verbose_name = _("购买渠道")


_CHANNELS = InlinePanel("channels", heading=_("购买渠道"), label=_("渠道"))
_PRICE = MultiFieldPanel([FieldPanel("price"), FieldPanel("price_unit")], heading=_("参考价"))


@moderated("tourism")
class SightPage(TourismPage):
    """A sight."""

    own_kind = TourismPage.Kind.SIGHT
    is_creatable = True

    grade = models.CharField(_("景区等级"), max_length=10, blank=True, help_text=_("例如“4A”；没有评定的留空。"))
    address = models.CharField(_("地址"), max_length=120)
    open_hours = models.CharField(_("开放时间"), max_length=80, blank=True)
    ticket = models.CharField(_("门票"), max_length=80, blank=True)
    phone = PhoneField(_("电话"), blank=True)
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True, blank=True, validators=[longitude])
    latitude = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True, blank=True, validators=[latitude])

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("town", "grade", "address", "open_hours", "ticket", "best_months", "phone", "longitude", "latitude")
            ],
            heading=_("景点信息"),
        ),
        _CHANNELS,
        *body_panels(),
    ]
    detail_relations = ("cover", "town")
    parent_page_types = ["tourism.TourismIndexPage"]
    page_description = _("一个景点。")
    template = "pages/tourism/sight_page.html"

    class Meta:
        verbose_name = _("景点")
        verbose_name_plural = _("景点")

    def structured_data(self, request, canonical):
        place = None
        if self.longitude is not None and self.latitude is not None:
            place = nested("GeoCoordinates", latitude=str(self.latitude), longitude=str(self.longitude))
        return [
            thing(
                "TouristAttraction",
                name=self.title,
                description=self.summary,
                address=self.address,
                geo=place,
                telephone=self.phone,
                openingHours=self.open_hours,
                image=self.share_image_url(request),
                url=canonical,
            )
        ]


@moderated("product")
class TourismProductPage(TourismPage):
    """Something to take home or to do."""

    own_kind = TourismPage.Kind.PRODUCT
    is_creatable = True

    producer = models.ForeignKey(
        "enterprises.Enterprise", verbose_name=_("提供者"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("town"), FieldPanel("producer"), FieldPanel("best_months")], heading=_("产品信息")),
        _PRICE,
        _CHANNELS,
        *body_panels(),
    ]
    detail_relations = ("cover", "town", "producer")
    parent_page_types = ["tourism.TourismIndexPage"]
    page_description = _("一件旅游商品或体验项目。")
    template = "pages/tourism/tourism_product_page.html"

    class Meta:
        verbose_name = _("旅游产品")
        verbose_name_plural = _("旅游产品")

    def structured_data(self, request, canonical):
        return [thing("Product", name=self.title, description=self.summary, image=self.share_image_url(request), url=canonical)]


@moderated("tourism")
class RoutePage(TourismPage):
    """A route through several sights."""

    own_kind = TourismPage.Kind.ROUTE
    is_creatable = True

    duration_days = models.DecimalField(_("行程天数"), max_digits=3, decimal_places=1, validators=[MinValueValidator(Decimal("0.5"))])
    transport = models.CharField(_("交通方式"), max_length=100, blank=True)

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("duration_days"), FieldPanel("transport"), FieldPanel("best_months")], heading=_("线路信息")),
        InlinePanel("stops", heading=_("途经景点"), label=_("景点"), min_num=1),
        _PRICE,
        _CHANNELS,
        *body_panels(),
    ]
    detail_relations = ("cover", "town")
    parent_page_types = ["tourism.TourismIndexPage"]
    page_description = _("一条旅游线路。")
    template = "pages/tourism/route_page.html"

    class Meta:
        verbose_name = _("旅游线路")
        verbose_name_plural = _("旅游线路")

    def visible_stops(self) -> list[SightPage]:
        """Return the sights along the route that are on the site, in order."""
        return [stop.sight for stop in self.stops.select_related("sight") if stop.sight.live]

    def structured_data(self, request, canonical):
        return [
            thing(
                "TouristTrip",
                name=self.title,
                description=self.summary,
                itinerary=[nested("TouristAttraction", name=sight.title) for sight in self.visible_stops()],
                url=canonical,
            )
        ]


class RouteStop(Orderable):
    """A sight on a route."""

    page = ParentalKey(RoutePage, on_delete=models.CASCADE, related_name="stops")
    sight = models.ForeignKey(SightPage, verbose_name=_("景点"), on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("sight", "tourism.SightPage")]

    class Meta(Orderable.Meta):
        verbose_name = _("途经景点")

    def __str__(self):
        return str(self.sight)

    def clean(self):
        super().clean()
        if self.sight_id and not self.sight.live:
            raise ValidationError({"sight": ValidationError(_("请选择已发布的景点。"), code="not_live")})


def _kind_by_kind(_rows: QuerySet) -> list[Part]:
    """Return sights, routes and products, each by name."""
    types = [ContentType.objects.get_for_model(model) for model in (SightPage, RoutePage, TourismProductPage)]
    return [Part(("title", "pk"), {"content_type": found}) for found in types]


@moderated("page", reportable=False, gone=NOT_FOUND)
class TourismIndexPage(IndexPage):
    """Sights, products and routes in one list (R-SHOW-2)."""

    item_model = TourismPage
    filterset_class = TourismFilterSet
    sorts = {"kind": (_("按类型"), _kind_by_kind), "name": (_("按名称"), ("title", "pk"))}
    card_relations = ("town",)
    feed_column = "tourism"

    parent_page_types = ["home.HomePage"]
    subpage_types = ["tourism.SightPage", "tourism.TourismProductPage", "tourism.RoutePage"]
    max_count_per_parent = 1
    page_description = _("旅游栏目：景点、旅游产品和线路。")
    template = "pages/tourism/index.html"

    class Meta:
        verbose_name = _("旅游栏目")
        verbose_name_plural = _("旅游栏目")
