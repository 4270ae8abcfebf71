"""Specialty products and the three levels of brands."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cms.core import page_indexes
from cms.core.indexes import IndexPage
from cms.core.pages import BasePage
from cms.core.panels import body_panels
from cms.products.choices import BrandLevel, CertificateKind, ProductClass
from cms.products.filters import BrandFilterSet, ProductFilterSet
from portal.accounts.roles import DIRECTOR, role_rights
from portal.core.choices import Month
from portal.core.fields import ChoicesField
from portal.links.channels import PurchaseChannel
from portal.media.blocks import BodyBlock
from portal.media.renditions import renditions_through
from portal.moderation.registry import NOT_FOUND, moderated
from portal.web.rows import OrderedRows, PageRows, values_first
from portal.web.structured_data import nested, thing

# Days before the end at which a certificate counts as near expiry (绿色食品标志管理办法 art. 18: renewal three months before).
NEAR_EXPIRY_DAYS = 90
# Products of the same category that a product's page shows.
RELATED = 4
# Products that the page of a brand shows.
OF_A_BRAND = 12


@role_rights({DIRECTOR: ("add", "change", "delete", "view")})
class ProductCategory(models.Model):
    """A category of products, such as tea; staff keep the list."""

    slug = models.SlugField(_("网址别名"), unique=True)
    name = models.CharField(_("名称"), max_length=30)
    product_class = models.CharField(_("大类"), max_length=12, choices=ProductClass, default=ProductClass.FARM)
    order = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = _("产品分类")
        verbose_name_plural = _("产品分类")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


@moderated("product")
class BrandPage(BasePage):
    """A brand on one of three levels (R-SHOW-5)."""

    level = models.CharField(_("层级"), max_length=10, choices=BrandLevel)
    parent_brand = models.ForeignKey(
        "self", verbose_name=_("上级品牌"), null=True, blank=True, on_delete=models.SET_NULL, related_name="child_brands"
    )
    brand_owner = models.CharField(_("持有人"), max_length=80, blank=True)
    slogan = models.CharField(_("品牌口号"), max_length=60, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("正文"))

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("level"), PageChooserPanel("parent_brand", "products.BrandPage"), FieldPanel("brand_owner"), FieldPanel("slogan")],
            heading=_("品牌信息"),
        ),
        *body_panels(),
    ]
    detail_relations = ("cover", "parent_brand")
    parent_page_types = ["products.BrandIndexPage"]
    subpage_types = []
    page_description = _("一个品牌：区域公共品牌、行业品牌或单品品牌。")
    template = "pages/products/brand_page.html"

    class Meta:
        verbose_name = _("品牌")
        verbose_name_plural = _("品牌")

    def clean(self):
        super().clean()
        order = list(BrandLevel.values)
        if self.parent_brand and order.index(self.parent_brand.level) >= order.index(self.level):
            raise ValidationError({"parent_brand": ValidationError(_("上级品牌的层级须高于本品牌。"), code="level")})

    def get_context(self, request, *args, **kwargs):
        products = _first_by_name(ProductPage.objects.live().filter(brand=self), OF_A_BRAND)
        children = list(self.child_brands.live().order_by("title"))
        return {**super().get_context(request, *args, **kwargs), "products": products, "child_brands": children}

    def structured_data(self, request, canonical):
        return [thing("Brand", name=self.title, slogan=self.slogan, description=self.summary, url=canonical)]


@moderated("product")
class ProductPage(BasePage):
    """A specialty product with where to buy it; never with an order or a payment (R-SHOW-1, R-SHOW-6).

    ``price`` is a reference price in yuan for one ``price_unit``.
    """

    category = models.ForeignKey(ProductCategory, verbose_name=_("分类"), on_delete=models.PROTECT, related_name="products", null=True)
    town = models.ForeignKey("places.Town", verbose_name=_("产地"), on_delete=models.PROTECT, related_name="+", null=True)
    spec = models.CharField(_("规格"), max_length=80)
    price = models.DecimalField(
        _("参考价（元）"), max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal("0.01"))]
    )
    price_unit = models.CharField(_("计价单位"), max_length=20, blank=True)
    season_months = ChoicesField(_("上市月份"), choices_class=Month, blank=True, help_text=_("全年有货的不用选。"))
    storage = models.CharField(_("贮存方法"), max_length=100, blank=True)
    shelf_life = models.CharField(_("保质期"), max_length=40, blank=True)
    brand = models.ForeignKey(BrandPage, verbose_name=_("品牌"), null=True, blank=True, on_delete=models.SET_NULL, related_name="products")
    producer = models.ForeignKey(
        "enterprises.Enterprise", verbose_name=_("生产者"), null=True, blank=True, on_delete=models.SET_NULL, related_name="products"
    )
    body = StreamField(BodyBlock(), verbose_name=_("正文"))

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("category", "town", "spec", "price", "price_unit", "season_months", "storage", "shelf_life", "producer")
            ],
            heading=_("产品信息"),
        ),
        PageChooserPanel("brand", "products.BrandPage"),
        InlinePanel("certificates", heading=_("认证与标志"), label=_("证书")),
        InlinePanel("channels", heading=_("购买渠道"), label=_("渠道")),
        *body_panels(),
    ]
    detail_relations = ("cover", "category", "town", "brand", "producer")
    parent_page_types = ["products.ProductIndexPage"]
    subpage_types = []
    page_description = _("一个特色产品，附认证和购买渠道。")
    template = "pages/products/product_page.html"

    class Meta:
        indexes = [
            models.Index(fields=["price", "page_ptr"], name="products_by_price"),
            models.Index(fields=["category", "page_ptr"], name="products_of_category"),
        ]
        verbose_name = _("产品")
        verbose_name_plural = _("产品")

    def clean(self):
        super().clean()
        if self.price is not None and not self.price_unit:
            raise ValidationError({"price_unit": ValidationError(_("有价格的产品请填写计价单位。"), code="required")})

    def season_label(self) -> str:
        """Return the months of the season in words."""
        return "、".join(self.get_season_months_labels()) or str(_("全年"))

    def get_context(self, request, *args, **kwargs):
        # One more than is shown, for this page may be among them.
        related = _first_by_name(ProductPage.objects.live().filter(category=self.category), RELATED + 1).without(self.pk, RELATED)
        if self.pk:
            prefetch_related_objects([self], "channels", "certificates")
        return {**super().get_context(request, *args, **kwargs), "related": related}

    def structured_data(self, request, canonical):
        offers = [
            nested(
                "Offer", url=channel.url, seller=nested("Organization", name=channel.shop), price=str(self.price or ""), priceCurrency="CNY"
            )
            for channel in self.channels.all()
            if channel.url and not channel.hidden
        ]
        return [
            thing(
                "Product",
                name=self.title,
                description=self.summary,
                category=self.category.name if self.category else None,
                brand=nested("Brand", name=self.brand.title) if self.brand else None,
                image=self.share_image_url(request),
                offers=offers,
                url=canonical,
            )
        ]


def _first_by_name(products: QuerySet, number: int) -> PageRows:
    """Return the first of some products, with what their cards show."""
    rows = products.select_related("cover", "town").prefetch_related(renditions_through("cover")).defer("body")
    return OrderedRows(rows, ("title", "pk"), page_indexes.walk).page(slice(number))


class ProductChannel(PurchaseChannel):
    """Where a product is sold."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="channels")

    class Meta(PurchaseChannel.Meta):
        verbose_name = _("购买渠道")


class Certificate(Orderable):
    """A certificate of a product with number, issuer and last day (R-SHOW-6)."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="certificates")
    kind = models.CharField(_("类型"), max_length=24, choices=CertificateKind)
    number = models.CharField(_("证书编号"), max_length=60)
    issuer = models.CharField(_("发证机构"), max_length=80)
    valid_until = models.DateField(_("有效期至"), null=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("证书")

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}"

    @property
    def status(self) -> str:
        """``valid``, ``near_expiry`` or ``expired`` today."""
        if self.valid_until is None:
            return "valid"
        days = (self.valid_until - timezone.localdate()).days
        if days < 0:
            return "expired"
        return "near_expiry" if days <= NEAR_EXPIRY_DAYS else "valid"


@moderated("page", reportable=False, gone=NOT_FOUND)
class ProductIndexPage(IndexPage):
    """The products' list (R-SHOW-1, R-SHOW-4)."""

    item_model = ProductPage
    filterset_class = ProductFilterSet
    sorts = {
        "name": (_("按名称"), ("title", "pk")),
        "price": (_("价格从低到高"), values_first("price", "price", "pk")),
        "price_desc": (_("价格从高到低"), values_first("price", "-price", "pk")),
        "newest": (_("最近更新"), ("-last_published_at", "-pk")),
    }
    card_relations = ("town", "category")
    feed_column = "products"

    parent_page_types = ["home.HomePage"]
    subpage_types = ["products.ProductPage"]
    max_count_per_parent = 1
    page_description = _("特色产品列表。")
    template = "pages/products/index.html"

    class Meta:
        verbose_name = _("产品栏目")
        verbose_name_plural = _("产品栏目")


@moderated("page", reportable=False, gone=NOT_FOUND)
class BrandIndexPage(IndexPage):
    """The brands' list, by level (R-SHOW-5)."""

    item_model = BrandPage
    filterset_class = BrandFilterSet
    sorts = {"name": (_("按名称"), ("title", "pk"))}
    feed_column = "brands"

    parent_page_types = ["home.HomePage"]
    subpage_types = ["products.BrandPage"]
    max_count_per_parent = 1
    page_description = _("品牌列表。")
    template = "pages/products/brand_index.html"

    class Meta:
        verbose_name = _("品牌栏目")
        verbose_name_plural = _("品牌栏目")
