"""Free and priced services, and the table of service classes."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from portal.catalogues.querysets import ServiceQuerySet
from portal.core.fields import PhoneField
from portal.core.models import EditorialRecord
from portal.moderation.mixins import Moderated
from portal.moderation.registry import moderated

RICH = ["h3", "bold", "ul", "ol", "link"]


class CentreFunction(models.TextChoices):
    """Functions of the centre by which services are grouped (R-CAT-10)."""

    GOVERNMENT = "government", _("政务服务")
    TRAINING = "training", _("人才培训")
    OPERATION = "operation", _("农产品电商运营")
    FINANCE = "finance", _("金融服务")
    CROSS_BORDER = "cross_border", _("跨境电商")
    INCUBATION = "incubation", _("创业孵化")
    DISPLAY = "display", _("产品展示")
    DATA = "data", _("数据服务")


@moderated("service", reportable=False)
class ServiceClass(Moderated, EditorialRecord, ClusterableModel):
    """A row of the 11-class service table: contents and service time (R-CAT-6, R-CAT-7)."""

    url_name = "catalogues:service-table"
    detail_template = "pages/catalogues/service_table.html"

    name = models.CharField(_("服务类别"), max_length=40, unique=True)
    hours = models.CharField(_("服务时间"), max_length=80)
    order = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = _("服务类别")
        verbose_name_plural = _("服务项目总表")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name

    def preview_path(self):
        return reverse(self.url_name)

    def get_absolute_url(self):
        return f"{reverse(self.url_name)}#{self.slug}"


class ServiceClassItem(Orderable):
    """One content of a service class."""

    service_class = ParentalKey(ServiceClass, on_delete=models.CASCADE, related_name="items")
    name = models.CharField(_("服务内容"), max_length=60)

    class Meta(Orderable.Meta):
        verbose_name = _("服务内容")

    def __str__(self):
        return self.name


class Service(Moderated, EditorialRecord):
    """What a free and a priced service have in common."""

    name = models.CharField(_("服务名称"), max_length=60, unique=True)
    service_class = models.ForeignKey(
        ServiceClass, verbose_name=_("服务类别"), null=True, blank=True, on_delete=models.SET_NULL, related_name="%(class)ss"
    )
    centre_function = models.CharField(_("所属功能"), max_length=16, choices=CentreFunction)
    summary = models.CharField(_("一句话说明"), max_length=150)
    content = RichTextField(_("服务内容"), features=RICH)
    audience = models.CharField(_("服务对象"), max_length=120, blank=True, help_text=_("用顿号分开，例如“农户、合作社、企业”。"))
    how_to_apply = RichTextField(_("办理方式"), features=RICH, blank=True)
    materials = models.CharField(_("所需材料"), max_length=300, blank=True)
    hours = models.CharField(_("服务时间"), max_length=80, blank=True)
    place = models.CharField(_("服务地点"), max_length=120, blank=True)
    phone = PhoneField(_("联系电话"), blank=True)
    order = models.PositiveSmallIntegerField(_("排序"), default=0)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


@moderated("service")
class FreeService(Service):
    """An item of the free-service catalogue (免费服务目录, R-CAT-1)."""

    url_name = "catalogues:free-detail"
    detail_template = "pages/catalogues/free_detail.html"

    class Meta(Service.Meta):
        indexes = [
            models.Index(fields=["order", "name"], name="catalogues_free_in_order"),
            models.Index(fields=["last_published_at", "id"], name="catalogues_free_newest"),
        ]
        verbose_name = _("免费服务")
        verbose_name_plural = _("免费服务目录")


def price_cautions(service: "ValueAddedService") -> list[str]:
    """Return what a reviewer should beware of in the price of a service: it is above the market's (R-GEN-7)."""
    price, market = service.price, service.reference_price
    if price is None or market is None or price <= market:
        return []
    words = {"price": f"{price:.2f}", "market": f"{market:.2f}", "unit": service.unit, "more": f"{price - market:.2f}"}
    text = gettext("价格%(price)s元/%(unit)s，比市场参考价%(market)s元/%(unit)s高%(more)s元。增值服务按微利原则定价，请核实后再决定。")
    return [text % words]


@moderated("service", cautions=price_cautions)
class ValueAddedService(Service, ClusterableModel):
    """An item of the value-added catalogue: no price, no publishing (R-CAT-2; R-GEN-7 微利原则).

    ``price`` and ``reference_price`` are in yuan for one ``unit``.
    """

    url_name = "catalogues:paid-detail"
    detail_template = "pages/catalogues/paid_detail.html"

    price = models.DecimalField(
        _("价格（元）"), max_digits=10, decimal_places=2, null=True, validators=[MinValueValidator(Decimal("0.01"))]
    )
    unit = models.CharField(_("计价单位"), max_length=20, help_text=_("例如“款”“次”“月”。"))
    price_note = models.CharField(_("价格说明"), max_length=150, blank=True)
    reference_price = models.DecimalField(
        _("市场参考价（元）"), max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal("0.01"))]
    )
    providers = ParentalManyToManyField("catalogues.Provider", verbose_name=_("服务商"), blank=True, related_name="value_added_services")

    class Meta(Service.Meta):
        indexes = [
            models.Index(fields=["order", "name"], name="catalogues_paid_in_order"),
            models.Index(fields=["price", "id"], name="catalogues_paid_by_price"),
            models.Index(fields=["last_published_at", "id"], name="catalogues_paid_newest"),
        ]
        verbose_name = _("增值服务")
        verbose_name_plural = _("增值服务目录")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(live=False) | models.Q(price__isnull=False),
                name="value_added_service_live_has_price",
                violation_error_message=_("没有价格的服务不能发布。"),
            )
        ]

    @transaction.atomic
    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        if self.live and not kwargs.get("update_fields"):
            self._record_price()

    def _record_price(self):
        last = self.price_changes.order_by("-effective_at", "-pk").first()
        if last is None or (last.price, last.unit) != (self.price, self.unit):
            PriceChange.objects.create(service=self, price=self.price, unit=self.unit)


class PriceChange(models.Model):
    """A published price and since when; public, written only by the catalogue itself (R-CAT-2)."""

    service = models.ForeignKey(ValueAddedService, verbose_name=_("服务"), on_delete=models.CASCADE, related_name="price_changes")
    price = models.DecimalField(_("价格（元）"), max_digits=10, decimal_places=2)
    unit = models.CharField(_("计价单位"), max_length=20)
    effective_at = models.DateTimeField(_("执行时间"), default=timezone.now)

    class Meta:
        verbose_name = _("价格记录")
        verbose_name_plural = _("价格记录")
        ordering = ["-effective_at", "-pk"]

    def __str__(self):
        return f"{self.price}/{self.unit}"
